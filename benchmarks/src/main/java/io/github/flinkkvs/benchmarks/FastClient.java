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
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** One client that does nothing but read. */
final class FastClient {
    private static final long RUN_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20);
    private final Server server;
    private final long bytes;

    /** Where to read. */
    interface Server {
        /** A blocking channel on which media come from their start. */
        SocketChannel open() throws IOException;
    }

    /**
     * A client of one server.
     *
     * @param bytes how much to read before beginning again from the start
     */
    FastClient(Server server, long bytes) {
        this.server = server;
        this.bytes = bytes;
    }

    /** The median of several runs of a second each, in bytes a second. */
    double median(int warmUpRuns, int runs) throws IOException {
        for (int i = 0; i < warmUpRuns; i++) {
            run();
        }
        double[] rates = new double[runs];
        for (int i = 0; i < runs; i++) {
            rates[i] = run();
        }
        Arrays.sort(rates);
        return rates[runs / 2];
    }

    private double run() throws IOException {
        long start = System.nanoTime();
        long total = 0;
        long elapsed = 0;
        while (elapsed < RUN_NANOS) {
            total += readOnce();
            elapsed = System.nanoTime() - start;
        }
        return total * 1e9 / elapsed;
    }

    private long readOnce() throws IOException {
        try (SocketChannel channel = server.open()) {
            long read = 0;
            while (read < bytes) {
                int some = channel.read(buffer.clear());
                if (some < 0) {
                    throw new EOFException("The session ended after " + read + " bytes");
                }
                read += some;
            }
            return read;
        }
    }
}
