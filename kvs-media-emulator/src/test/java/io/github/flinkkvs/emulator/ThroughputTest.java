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

package io.github.flinkkvs.emulator;

import io.github.flinkkvs.emulator.limits.ServiceLimits;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Measures how fast one client that does nothing but read gets the media of one stream:
 *
 * <pre>mvn -pl kvs-media-emulator test -Dtest=ThroughputTest -Dthroughput.seconds=10</pre>
 */
@EnabledIfSystemProperty(named = "throughput.seconds", matches = "\\d+")
class ThroughputTest {
    private static final int FRAGMENTS = 400;
    private static final int FRAME = 500_000;

    @Test
    void oneClientReadsAsFastAsItCan() throws IOException {
        Duration length = Duration.ofSeconds(Long.getLong("throughput.seconds"));
        try (KvsEmulator emulator =
                KvsEmulator.builder()
                        .acceptUnsigned(true)
                        .limits(ServiceLimits.none())
                        .maxBytes(1L << 30)
                        .start()) {
            EmulatedStream stream = emulator.createStream("camera");
            for (int i = 0; i < FRAGMENTS; i++) {
                Fixtures.put(stream, Instant.ofEpochSecond(i), Instant.now(), FRAME);
            }
            long stored = 2L * FRAGMENTS * FRAME;
            // The first rounds are for the compiler.
            measure(emulator.dataEndpoint("GET_MEDIA"), stored, length.dividedBy(2));
            double rate = measure(emulator.dataEndpoint("GET_MEDIA"), stored, length);

            System.out.printf("One client reads %.0f MB/s%n", rate / 1e6);
            assertThat(rate).isPositive();
        }
    }

    /** Reads the stream from its start again and again; returns bytes a second. */
    private static double measure(URI endpoint, long stored, Duration length) throws IOException {
        byte[] buffer = new byte[1 << 20];
        long start = System.nanoTime();
        long total = 0;
        while (System.nanoTime() - start < length.toNanos()) {
            try (Socket socket = new Socket(endpoint.getHost(), endpoint.getPort())) {
                String json =
                        "{\"StreamName\":\"camera\","
                                + "\"StartSelector\":{\"StartSelectorType\":\"EARLIEST\"}}";
                String request =
                        "POST /getMedia HTTP/1.1\r\nHost: test\r\nContent-Length: "
                                + json.length()
                                + "\r\n\r\n"
                                + json;
                socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                InputStream in = socket.getInputStream();
                for (long read = 0; read < stored; ) {
                    int some = in.read(buffer);
                    assertThat(some).as("bytes of a body that has no end").isPositive();
                    read += some;
                    total += some;
                }
            }
        }
        return total / ((System.nanoTime() - start) / 1e9);
    }
}
