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

package io.github.flinkkvs.examples.manual;

import io.github.flinkkvs.emulator.EmulatedStream;
import io.github.flinkkvs.emulator.KvsEmulator;
import io.github.flinkkvs.emulator.junit.KvsEmulatorExtension;
import io.github.flinkkvs.emulator.media.camera.SyntheticCamera;
import io.github.flinkkvs.emulator.session.Fault;
import io.github.flinkkvs.media.model.MediaFragment;
import io.github.flinkkvs.media.source.KvsMediaSource;
import io.github.flinkkvs.media.source.deserializer.KvsMediaDeserializationSchema;
import io.github.flinkkvs.media.source.position.StartPosition;
import io.github.flinkkvs.media.source.position.StopPosition;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(KvsEmulatorExtension.class)
class FrontDoorITCase {

    @Test
    void everyFragmentIsReadOnceThoughTheFirstSessionBreaks(KvsEmulator kvs) throws Exception {
        EmulatedStream door = kvs.createStream("front-door");
        Instant noon = Instant.parse("2026-01-31T12:00:00Z");
        door.storePast(SyntheticCamera.named("front-door"), noon, Duration.ofSeconds(20));
        door.inject(Fault.parse("end after=50000 how=reset times=1"));

        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        List<String> times =
                env.fromSource(source(kvs), WatermarkStrategy.noWatermarks(), "cameras")
                        .map(fragment -> fragment.producerTimestamp().toString())
                        .executeAndCollect(100);

        assertThat(times).hasSize(20).doesNotHaveDuplicates().isSorted();
        assertThat(kvs.sessionsOpened()).isGreaterThan(1);
    }

    private static KvsMediaSource<MediaFragment> source(KvsEmulator kvs) {
        return KvsMediaSource.<MediaFragment>builder()
                .setStreams("front-door")
                .setEndpoint(kvs.endpoint().toString())
                .setRegion(kvs.region())
                .setAwsOption("aws.credentials.basic.accesskeyid", "any")
                .setAwsOption("aws.credentials.basic.secretkey", "any")
                .setStartPosition(StartPosition.earliest())
                .setStopPosition(StopPosition.now())
                .setDeserializer(KvsMediaDeserializationSchema.fragments())
                .build();
    }
}
