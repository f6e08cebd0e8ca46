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
import io.github.flinkkvs.media.model.MediaFragment;
import io.github.flinkkvs.media.source.KvsMediaSource;
import io.github.flinkkvs.media.source.config.KvsMediaSourceOptions;
import io.github.flinkkvs.media.source.deserializer.KvsMediaDeserializationSchema;
import io.github.flinkkvs.media.source.deserializer.RecordOutput;
import io.github.flinkkvs.media.source.position.StartPosition;
import io.github.flinkkvs.media.source.position.StopPosition;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.testframe.external.ExternalSystemSplitDataWriter;
import org.apache.flink.connector.testframe.external.source.DataStreamSourceExternalContext;
import org.apache.flink.connector.testframe.external.source.TestingSourceSettings;

import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * The streams of one case of Flink's suite. The suite makes the source before the streams, so that
 * they are found by their prefix. A record is a text, in the one frame of a fragment.
 */
final class SuiteStreams implements DataStreamSourceExternalContext<String> {

    private static final String PREFIX = "suite-";
    private static final int FEWEST_RECORDS = 100;
    private static final int MOST_RECORDS = 200;

    private final KvsEmulator emulator;

    SuiteStreams(KvsEmulator emulator) {
        this.emulator = emulator;
    }

    @Override
    public Source<String, ?, ?> createSource(TestingSourceSettings settings) {
        boolean isBounded = settings.getBoundedness() == Boundedness.BOUNDED;
        return KvsMediaSource.<String>builder()
                .setStreamNamePrefix(PREFIX)
                .setEndpoint(emulator.endpoint().toString())
                .setRegion(emulator.region())
                .setStartPosition(StartPosition.earliest())
                .setStopPosition(isBounded ? StopPosition.now() : StopPosition.never())
                .setOption(KvsMediaSourceOptions.DISCOVERY_INTERVAL, Duration.ofMillis(500))
                .setDeserializer(new TextOfFrame())
                .build();
    }

    @Override
    public ExternalSystemSplitDataWriter<String> createSourceSplitDataWriter(
            TestingSourceSettings settings) {
        return new Writer(emulator.createStream(PREFIX + emulator.streams().size()));
    }

    @Override
    public List<String> generateTestData(TestingSourceSettings settings, int split, long seed) {
        Random random = new Random(seed);
        return IntStream.range(0, random.nextInt(FEWEST_RECORDS, MOST_RECORDS))
                .mapToObj(record -> split + ": " + record + ", " + random.nextLong())
                .toList();
    }

    @Override
    public TypeInformation<String> getProducedType() {
        return Types.STRING;
    }

    @Override
    public List<URL> getConnectorJarPaths() {
        return List.of();
    }

    @Override
    public void close() {
        emulator.streams().forEach(stream -> emulator.deleteStream(stream.name()));
    }

    private record Writer(EmulatedStream stream) implements ExternalSystemSplitDataWriter<String> {

        @Override
        public void writeRecords(List<String> records) {
            for (String text : records) {
                SmallMedia.putFrame(stream, text.getBytes(StandardCharsets.UTF_8));
            }
        }

        @Override
        public void close() {}
    }

    private static final class TextOfFrame implements KvsMediaDeserializationSchema<String> {

        private static final long serialVersionUID = 1L;

        @Override
        public void deserialize(MediaFragment fragment, RecordOutput<String> out) {
            out.collect(StandardCharsets.UTF_8.decode(fragment.frames().get(0).data()).toString());
        }

        @Override
        public TypeInformation<String> getProducedType() {
            return Types.STRING;
        }
    }
}
