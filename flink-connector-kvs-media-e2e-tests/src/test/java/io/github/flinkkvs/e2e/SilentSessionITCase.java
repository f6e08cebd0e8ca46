/*
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.flinkkvs.e2e;

import io.github.flinkkvs.emulator.EmulatedStream;
import io.github.flinkkvs.emulator.KvsEmulator;
import io.github.flinkkvs.media.source.position.StartPosition;

import org.apache.flink.core.execution.JobClient;
import org.apache.flink.test.junit5.MiniClusterExtension;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** A fragment is complete at its trailer, and goes on at that moment. */
class SilentSessionITCase {

    private static final int FRAGMENTS = 20;
    private static final Duration LONGEST = Duration.ofSeconds(1);

    @RegisterExtension static final MiniClusterExtension CLUSTER = TestingCluster.create();

    @Test
    void aFragmentReachesTheOperatorThoughTheSessionThenStaysSilent() throws Exception {
        try (KvsEmulator emulator = KvsEmulator.start()) {
            EmulatedStream stream = emulator.createStream("cam");
            SmallMedia media = new SmallMedia(1);
            Sightings sightings = new Sightings();
            JobClient job =
                    new TestingJob(
                                    TestingJob.source(emulator, List.of(stream))
                                            .setStartPosition(StartPosition.earliest())
                                            .build(),
                                    sightings)
                            .start();
            Eventually.await(
                    "a session", Duration.ofSeconds(30), () -> emulator.openSessions() == 1);

            List<Duration> delays = new ArrayList<>();
            for (int fragment = 0; fragment < FRAGMENTS; fragment++) {
                long put = System.nanoTime();
                IndexLine line = IndexLine.of(stream.name(), media.put(stream, 8_000));
                Eventually.await("" + line, LONGEST, () -> sightings.lines().contains(line));
                delays.add(Duration.ofNanos(System.nanoTime() - put));
            }
            delays.sort(null);
            System.out.printf(
                    "SilentSessionITCase: from camera to operator %d ms in the median, %d ms at"
                            + " most%n",
                    delays.get(FRAGMENTS / 2).toMillis(), delays.get(FRAGMENTS - 1).toMillis());

            assertThat(emulator.sessionsOpened()).as("still the first session").isEqualTo(1);
            assertThat(emulator.openSessions()).isEqualTo(1);
            job.cancel().get(30, TimeUnit.SECONDS);
            Leftovers.assertNone(emulator);
        }
    }
}
