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
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.test.junit5.MiniClusterExtension;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** What is configured wins over what was saved, but for the position. */
class RestoredConfigurationITCase {

    private static final Duration LONGEST = Duration.ofSeconds(30);

    @RegisterExtension static final MiniClusterExtension CLUSTER = TestingCluster.create();

    @TempDir private Path savepoints;

    @Test
    void aStreamMayBeNamedByItsArnAndAnotherTakenOutWhenAJobIsRestored() throws Exception {
        try (KvsEmulator emulator = KvsEmulator.start()) {
            EmulatedStream kept = emulator.createStream("kept");
            EmulatedStream dropped = emulator.createStream("dropped");
            SmallMedia media = new SmallMedia(1);
            put(media, kept, 10);
            put(media, dropped, 10);
            Sightings before = new Sightings();
            JobClient first = job(emulator, List.of(kept.name(), dropped.name()), before).start();
            Eventually.await("all of both", LONGEST, () -> before.lines().size() == 20);
            String savepoint =
                    first.stopWithSavepoint(
                                    false,
                                    savepoints.toUri().toString(),
                                    SavepointFormatType.CANONICAL)
                            .get(30, TimeUnit.SECONDS);

            List<IndexLine> added = put(media, kept, 5);
            put(media, dropped, 5);
            Sightings after = new Sightings();
            JobClient second =
                    job(emulator, List.of(kept.arn()), after).restoreFrom(savepoint).start();
            after.await(added.get(4));

            assertThat(after.lines()).isEqualTo(added);
            assertThat(emulator.openSessions()).isEqualTo(1);
            second.cancel().get(30, TimeUnit.SECONDS);
        }
    }

    private static TestingJob job(KvsEmulator emulator, List<String> streams, Sightings sightings) {
        return new TestingJob(
                TestingJob.source(emulator, List.of())
                        .setStreams(streams)
                        .setStartPosition(StartPosition.earliest())
                        .build(),
                sightings);
    }

    private static List<IndexLine> put(SmallMedia media, EmulatedStream stream, int fragments) {
        List<IndexLine> lines = new ArrayList<>();
        for (int i = 0; i < fragments; i++) {
            lines.add(IndexLine.of(stream.name(), media.put(stream, 500)));
        }
        return lines;
    }
}
