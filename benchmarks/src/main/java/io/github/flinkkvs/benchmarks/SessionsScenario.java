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

import java.io.EOFException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Many live sessions at once, all read by one thread of this process. */
final class SessionsScenario {
    /** Frames a second, thus frames of a fragment. */
    static final int FRAMES = 5;

    static final long FRAGMENT_MILLIS = 1000;

    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final String heap;
    private final int sessions;
    private final int warmUpSeconds;
    private final int seconds;
    private final PrintWriter out;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 18);

    SessionsScenario(String heap, int sessions, int warmUpSeconds, int seconds, PrintWriter out) {
        this.heap = heap;
        this.sessions = sessions;
        this.warmUpSeconds = warmUpSeconds;
        this.seconds = seconds;
        this.out = out;
    }

    /** Lets all sessions read so many streams, evenly. */
    void run(int streams) throws IOException {
        try (ChildJvm emulator = EmulatorChild.inMemory(heap, 200)) {
            emulator.ask("cameras " + streams);
            Latencies latencies = new Latencies();
            try (Selector selector = Selector.open()) {
                List<LiveClient> clients = open(emulator, streams, selector, latencies);
                read(selector, TimeUnit.SECONDS.toNanos(warmUpSeconds));
                latencies.clear();
                long emulatorCpu = emulator.askNumber("cpu");
                long clientCpu = Cpu.nanosOfThisProcess();
                read(selector, TimeUnit.SECONDS.toNanos(seconds));
                emulatorCpu = emulator.askNumber("cpu") - emulatorCpu;
                clientCpu = Cpu.nanosOfThisProcess() - clientCpu;
                report(streams, latencies);
                readWhatIsOwed(selector, clients);
                out.printf(
                        "  CPU: emulator %.0f %% of a core, client %.0f %%;"
                                + " emulator at most %.0f MB resident%n",
                        emulatorCpu / 1e7 / seconds,
                        clientCpu / 1e7 / seconds,
                        emulator.peakResidentBytes() / 1e6);
                for (SelectionKey key : selector.keys()) {
                    key.channel().close();
                }
            }
        }
    }

    private List<LiveClient> open(
            ChildJvm emulator, int streams, Selector selector, Latencies latencies)
            throws IOException {
        int port = (int) emulator.askNumber("port GET_MEDIA");
        List<LiveClient> clients = new ArrayList<>();
        for (int i = 0; i < sessions; i++) {
            SocketChannel channel = GetMediaRequest.send(port, "cam-" + i % streams, "NOW");
            LiveClient client = new LiveClient(latencies::add);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, client);
            clients.add(client);
        }
        return clients;
    }

    private void read(Selector selector, long nanos) throws IOException {
        long until = System.nanoTime() + nanos;
        for (long left = nanos; left > 0; left = until - System.nanoTime()) {
            selector.select(Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)));
            for (SelectionKey key : selector.selectedKeys()) {
                buffer.clear();
                if (((SocketChannel) key.channel()).read(buffer) < 0) {
                    throw new EOFException("A live session ended");
                }
                ((LiveClient) key.attachment()).accept(buffer.flip());
            }
            selector.selectedKeys().clear();
        }
    }

    /** A slow machine may be behind, but owes each session all that its stream has. */
    private void readWhatIsOwed(Selector selector, List<LiveClient> clients) throws IOException {
        long owed = System.currentTimeMillis() - 2 * FRAGMENT_MILLIS;
        long giveUpAt = System.nanoTime() + PATIENCE_NANOS;
        while (!clients.stream().allMatch(client -> client.isUpTo(owed))) {
            if (System.nanoTime() > giveUpAt) {
                throw new IllegalStateException("Fragments of a session are missing at its end");
            }
            read(selector, TimeUnit.MILLISECONDS.toNanos(100));
        }
    }

    private void report(int streams, Latencies latencies) {
        out.printf(
                "%d live sessions on %d streams for %d s: %d fragments,"
                        + " each session all of its stream's, whole and in order%n",
                sessions, streams, seconds, latencies.count());
        out.printf(
                "  from a fragment's end to its trailer at the client:"
                        + " median %.1f ms, 99 %% within %.1f ms, at most %.1f ms%n",
                latencies.quantile(0.5) / 1e3,
                latencies.quantile(0.99) / 1e3,
                latencies.quantile(1) / 1e3);
    }
}
