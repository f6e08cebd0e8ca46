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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What waits in the receiving sockets of this machine, as Linux tells it.
 *
 * @see <a
 *     href="https://www.kernel.org/doc/html/latest/networking/proc_net_tcp.html">/proc/net/tcp</a>
 */
final class ReceiveQueues {
    private static final List<Path> TABLES =
            List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));

    private static final int REMOTE_ADDRESS = 2;
    private static final int QUEUES = 4;
    private static final int HEXADECIMAL = 16;

    private ReceiveQueues() {}

    /** The bytes that have come from a port and that nobody has read yet. */
    static long bytesOf(int remotePort) throws IOException {
        String ending = ":%04X".formatted(remotePort);
        long bytes = 0;
        for (Path table : TABLES) {
            for (String line :
                    Files.exists(table) ? Files.readAllLines(table) : List.<String>of()) {
                String[] fields = line.trim().split("\\s+", -1);
                if (fields[REMOTE_ADDRESS].endsWith(ending)) {
                    bytes += received(fields[QUEUES]);
                }
            }
        }
        return bytes;
    }

    private static long received(String queues) {
        return Long.parseLong(queues.substring(queues.indexOf(':') + 1), HEXADECIMAL);
    }
}
