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

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** One client reads stored media as fast as it can. */
final class ThroughputScenario {
    /** Small ones of a phone, usual ones, and the largest that the service takes. */
    private static final List<SampleMedia> SHAPES =
            List.of(
                    SampleMedia.of(1 << 16, 1 << 12),
                    SampleMedia.of(1 << 20, 1 << 15),
                    SampleMedia.of(50_000_000, 500_000));

    private final String heap;
    private final int megabytes;
    private final int warmUpRuns;
    private final int runs;
    private final PrintWriter out;

    ThroughputScenario(String heap, int megabytes, int warmUpRuns, int runs, PrintWriter out) {
        this.heap = heap;
        this.megabytes = megabytes;
        this.warmUpRuns = warmUpRuns;
        this.runs = runs;
        this.out = out;
    }

    /** What to compare with. */
    void loopback() throws IOException {
        for (boolean chunked : new boolean[] {false, true}) {
            List<String> options = List.of("-XX:MaxDirectMemorySize=" + 2 * megabytes + "m");
            String size = Integer.toString(megabytes * 1_000_000);
            try (ChildJvm bare =
                    new ChildJvm(BareServer.class, options, size, Boolean.toString(chunked))) {
                int port = (int) bare.askNumber("port");
                InetSocketAddress address =
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
                FastClient client =
                        new FastClient(() -> SocketChannel.open(address), megabytes * 1_000_000L);
                out.printf(
                        "One client, bare server that writes memory%s: %.0f MB/s%n",
                        chunked ? " in HTTP chunks" : "", client.median(warmUpRuns, runs) / 1e6);
            }
        }
    }

    void fromMemory() throws IOException {
        for (SampleMedia media : SHAPES) {
            try (ChildJvm emulator = EmulatorChild.inMemory(heap, megabytes * 5L / 4)) {
                measure(emulator, media, "memory");
            }
        }
    }

    /** In the directory for temporary files. */
    void fromFolder() throws IOException {
        for (SampleMedia media : SHAPES) {
            Path folder = Files.createTempDirectory("benchmarks");
            try (ChildJvm emulator = EmulatorChild.inFolder(heap, megabytes * 5L / 4, folder)) {
                measure(emulator, media, "the folder");
            } finally {
                TemporaryFiles.delete(folder);
            }
        }
    }

    private void measure(ChildJvm emulator, SampleMedia media, String from) throws IOException {
        emulator.ask("stream media");
        int fragments = megabytes * 1_000_000 / media.fragmentBytes();
        new Upload((int) emulator.askNumber("port PUT_MEDIA"), "media", media).put(fragments);
        int port = (int) emulator.askNumber("port GET_MEDIA");
        FastClient.Server server = () -> GetMediaRequest.send(port, "media", "EARLIEST");
        long bytes = requireAll(server, media, fragments);
        out.printf(
                "One client, emulator from %s, fragments of %.2f MB in frames of %d kB: %.0f MB/s%n",
                from,
                media.fragmentBytes() / 1e6,
                media.frameBytes() / 1000,
                new FastClient(server, bytes).median(warmUpRuns, runs) / 1e6);
    }

    /** Reads everything once with open eyes; returns how many bytes of media there are. */
    private static long requireAll(FastClient.Server server, SampleMedia media, int fragments)
            throws IOException {
        AtomicInteger whole = new AtomicInteger();
        long[] bytes = {0};
        ChunkWatch watch =
                new ChunkWatch(
                        received -> whole.addAndGet(received.frames() == media.frames() ? 1 : 0));
        HttpBody body =
                new HttpBody(
                        some -> {
                            bytes[0] += some.remaining();
                            watch.accept(some);
                        });
        ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 18);
        try (SocketChannel channel = server.open()) {
            while (whole.get() < fragments) {
                channel.read(buffer.clear());
                body.accept(buffer.flip());
            }
        }
        return bytes[0];
    }
}
