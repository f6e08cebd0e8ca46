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

import io.github.flinkkvs.emulator.KvsEmulator;
import io.github.flinkkvs.media.model.MediaFragment;
import io.github.flinkkvs.media.source.KvsMediaSource;
import io.github.flinkkvs.media.source.deserializer.KvsMediaDeserializationSchema;

import org.apache.flink.core.execution.JobClient;
import org.apache.flink.test.junit5.MiniClusterExtension;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What can never work fails the job at once, and says what to do. */
class UnknownStreamITCase {

    @RegisterExtension static final MiniClusterExtension CLUSTER = TestingCluster.create();

    @Test
    void theJobFailsWithinSecondsNamingStreamErrorAndAdvice() throws Exception {
        try (KvsEmulator emulator = KvsEmulator.start()) {
            JobClient job =
                    new TestingJob(
                                    KvsMediaSource.<MediaFragment>builder()
                                            .setStreams("no-such-camera")
                                            .setEndpoint(emulator.endpoint().toString())
                                            .setRegion("us-east-1")
                                            .setDeserializer(
                                                    KvsMediaDeserializationSchema.fragments())
                                            .build(),
                                    new Sightings())
                            .start();

            assertThatThrownBy(() -> job.getJobExecutionResult().get(10, TimeUnit.SECONDS))
                    .hasStackTraceContaining("Cannot read stream no-such-camera from now")
                    .hasStackTraceContaining("ResourceNotFoundException")
                    .hasStackTraceContaining(
                            "Check the stream's name, aws.region and aws.endpoint");
            Leftovers.assertNone(emulator);
        }
    }
}
