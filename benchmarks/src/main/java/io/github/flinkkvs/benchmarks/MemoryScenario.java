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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Puts ten times of what the emulator may keep through it, while one client reads all, one reads
 * slowly and one does not read at all.
 */
final class MemoryScenario {
    private static final int TIMES = 10;

    private final String heap;
    private final int capMegabytes;
    private final PrintWriter out;

    MemoryScenario(String heap, int capMegabytes, PrintWriter out) {
        this.heap = heap;
        this.capMegabytes = capMegabytes;
        this.out = out;
    }

    void run() throws Exception {
        long total = capMegabytes * 1_000_000L * TIMES;
        measure("appended in the process", emulator -> emulator.ask("append media " + total));
        uploaded(SampleMedia.of(1 << 20, 1 << 15), total);
        uploaded(SampleMedia.of(50_000_000, 500_000), total);
    }

    private void uploaded(SampleMedia media, long total) throws Exception {
        measure(
                "uploaded in fragments of " + media.fragmentBytes() / 1_000_000 + " MB",
                emulator -> {
                    int port = (int) emulator.askNumber("port PUT_MEDIA");
                    new Upload(port, "media", media).put((int) (total / media.fragmentBytes()));
                });
    }

    private void measure(String how, Load load) throws Exception {
        try (ChildJvm emulator = EmulatorChild.inMemory(heap, capMegabytes)) {
            emulator.ask("stream media");
            long idle = emulator.askNumber("heap");
            int port = (int) emulator.askNumber("port GET_MEDIA");
            try (Readers readers = new Readers(port)) {
                long peak = peakDuring(load, emulator);
                long after = emulator.askNumber("heap");
                out.printf(
                        "%d MB %s, cap %d MB, readers took %.0f, %.1f and 0 MB:%n",
                        capMegabytes * TIMES,
                        how,
                        capMegabytes,
                        readers.fast() / 1e6,
                        readers.slow() / 1e6);
                out.printf(
                        "  heap after collection: idle %.0f MB, at most %.0f MB, at the end"
                                + " %.0f MB; resident at most %.0f MB%n",
                        idle / 1e6,
                        Math.max(peak, after) / 1e6,
                        after / 1e6,
                        emulator.peakResidentBytes() / 1e6);
            }
        }
    }

    /** Has the heap collected again and again meanwhile. */
    private static long peakDuring(Load load, ChildJvm emulator) throws Exception {
        CompletableFuture<Void> loading =
                CompletableFuture.runAsync(
                        () -> {
                            try {
                                load.put(emulator);
                            } catch (IOException e) {
                                throw new CompletionException(e);
                            }
                        });
        long peak = 0;
        while (!loading.isDone()) {
            try {
                loading.get(200, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                peak = Math.max(peak, emulator.askNumber("heap"));
            } catch (ExecutionException e) {
                throw new IOException("The load broke off", e);
            }
        }
        return peak;
    }

    /** Puts media into the emulator. */
    private interface Load {
        void put(ChildJvm emulator) throws IOException;
    }
}
