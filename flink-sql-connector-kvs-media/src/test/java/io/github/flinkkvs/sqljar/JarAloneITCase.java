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

package io.github.flinkkvs.sqljar;

import io.github.flinkkvs.emulator.EmulatedStream;
import io.github.flinkkvs.emulator.KvsEmulator;
import io.github.flinkkvs.emulator.mkv.MatroskaElements;
import io.github.flinkkvs.emulator.mkv.SimpleBlock;
import io.github.flinkkvs.emulator.mkv.TrackSpec;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The jar needs nothing but a Flink distribution, and finds all its parts in itself. */
class JarAloneITCase {

    private FlinkAlone flink;

    @BeforeEach
    void loadFlink() throws IOException {
        flink = new FlinkAlone();
    }

    @AfterEach
    void unloadFlink() throws IOException {
        flink.close();
    }

    private URLClassLoader withJar() throws IOException {
        return new URLClassLoader(new URL[] {FlinkAlone.url(ShadedJar.PATH)}, flink.loader());
    }

    @Test
    void besideFlinkNothingIsSeenThatTheJarCouldBorrow() {
        assertThat(
                        List.of(
                                "software.amazon.awssdk.core.SdkClient",
                                "io.netty.channel.Channel",
                                "org.reactivestreams.Publisher",
                                "io.github.flinkkvs.media.source.KvsMediaSource",
                                "io.github.flinkkvs.emulator.KvsEmulator"))
                .allSatisfy(
                        name ->
                                assertThatThrownBy(() -> flink.loader().loadClass(name))
                                        .isInstanceOf(ClassNotFoundException.class));
    }

    @Test
    void everyServiceOfTheJarIsFoundByItsNameAndIsTheJarsOwn() throws Exception {
        try (URLClassLoader jar = withJar()) {
            for (String file : ShadedJar.services()) {
                Class<?> service = jar.loadClass(file.substring("META-INF/services/".length()));

                List<Class<?>> found =
                        ServiceLoader.load(service, jar).stream()
                                .<Class<?>>map(ServiceLoader.Provider::type)
                                .filter(type -> type.getClassLoader() == jar)
                                .toList();

                assertThat(found)
                        .extracting(Class::getName)
                        .containsExactlyElementsOf(ShadedJar.providers(file));
            }
        }
    }

    @Test
    void aTableIsReadInARoleWithNothingAddedButTheJar() throws Exception {
        try (KvsEmulator emulator = KvsEmulator.start();
                RoleService sts = new RoleService()) {
            Instant end = record(emulator.createStream("door"));

            List<String> rows =
                    flink.run(
                            List.of(
                                    "ADD JAR '" + ShadedJar.PATH.toUri() + "'",
                                    table(emulator, sts, end),
                                    "SELECT camera, tags['second'], media IS NOT NULL FROM cameras"));

            assertThat(rows).containsExactly("+I[door, 0, true]", "+I[door, 1, true]");
            assertThat(sts.actions()).contains("AssumeRole");
            assertThat(emulator.sessionLog())
                    .isNotEmpty()
                    .allMatch(session -> session.stream().equals("door"));
        }
    }

    private static String table(KvsEmulator emulator, RoleService sts, Instant end) {
        return """
               CREATE TABLE cameras (
                 media  BYTES,
                 camera STRING METADATA FROM 'stream-name',
                 tags   MAP<STRING, STRING> METADATA FROM 'fragment-tags'
               ) WITH (
                 'connector' = 'kvs-media',
                 'stream' = 'door',
                 'scan.startup.mode' = 'earliest',
                 'scan.bounded.mode' = 'server-timestamp',
                 'scan.bounded.timestamp' = '%s',
                 'aws.region' = 'us-east-1',
                 'aws.endpoint' = '%s',
                 'aws.credentials.provider' = 'ASSUME_ROLE',
                 'aws.credentials.role.arn' = 'arn:aws:iam::123456789012:role/reader',
                 'aws.credentials.role.provider' = 'BASIC',
                 'aws.credentials.role.stsEndpoint' = '%s',
                 'aws.credentials.basic.accesskeyid' = 'test',
                 'aws.credentials.basic.secretkey' = 'test'
               )
               """
                .formatted(end, emulator.endpoint(), sts.endpoint());
    }

    /** Stores two fragments, and one behind the returned end, which shows that it is reached. */
    private static Instant record(EmulatedStream stream) {
        Instant begin = Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(3_600);
        Instant end = begin.plusSeconds(60);
        put(stream, 0, begin);
        put(stream, 1, begin.plusSeconds(1));
        put(stream, 2, end);
        return end;
    }

    private static void put(EmulatedStream stream, int second, Instant time) {
        ByteArrayOutputStream prelude = new ByteArrayOutputStream();
        prelude.writeBytes(MatroskaElements.info("small", 1_000_000));
        prelude.writeBytes(
                MatroskaElements.tracks(List.of(TrackSpec.video(1, "V_MPEG4/ISO/AVC", 64, 48))));
        stream.put(
                time,
                time,
                prelude.toByteArray(),
                MatroskaElements.cluster(
                        1_000L * second, List.of(new SimpleBlock(1, 0, true, new byte[] {1}))),
                MatroskaElements.tags(Map.of("second", String.valueOf(second))));
    }
}
