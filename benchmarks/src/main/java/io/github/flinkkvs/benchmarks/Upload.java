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

package io.github.flinkkvs.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** One producer: a PutMedia call over a socket of its own. */
final class Upload {
    private final int port;
    private final String stream;
    private final SampleMedia media;

    Upload(int port, String stream, SampleMedia media) {
        this.port = port;
        this.stream = stream;
        this.media = media;
    }

    /**
     * Puts so many fragments and waits until each is persisted.
     *
     * @throws IOException also if the emulator does not take one
     */
    void put(int fragments) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            CompletableFuture<Long> persisted =
                    CompletableFuture.supplyAsync(() -> countPersisted(socket));
            OutputStream out = socket.getOutputStream();
            out.write(head().getBytes(StandardCharsets.US_ASCII));
            chunk(out, media.header());
            for (int i = 0; i < fragments; i++) {
                chunk(out, media.cluster(Duration.ofSeconds(i)));
            }
            out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            long kept = persisted.join();
            if (kept != fragments) {
                throw new IOException("Of " + fragments + " fragments " + kept + " were kept");
            }
        }
    }

    private String head() {
        return "POST /putMedia HTTP/1.1\r\nHost: localhost\r\n"
                + "x-amzn-stream-name: "
                + stream
                + "\r\nx-amzn-fragment-timecode-type: RELATIVE\r\n"
                + "x-amzn-producer-start-timestamp: "
                + System.currentTimeMillis() / 1000
                + "\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n";
    }

    private static void chunk(OutputStream out, byte[] bytes) throws IOException {
        String size = Integer.toHexString(bytes.length) + "\r\n";
        out.write(size.getBytes(StandardCharsets.US_ASCII));
        out.write(bytes);
        out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    /** Reads the answer to its end; 0 if the connection breaks. */
    private static long countPersisted(Socket socket) {
        try {
            InputStream in = socket.getInputStream();
            return new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))
                    .lines()
                    .takeWhile(line -> !line.equals("0"))
                    .filter(line -> line.contains("\"PERSISTED\""))
                    .count();
        } catch (IOException | java.io.UncheckedIOException e) {
            return 0;
        }
    }
}
