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

package io.github.flinkkvs.e2e.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Random;

/**
 * Ports that nobody listens at, below those that systems give to outgoing connections, so that a
 * process which is killed finds its port free when it is started again.
 */
final class FreePorts {

    private static final int LOWEST = 20_000;
    private static final int COUNT = 12_000;
    private static final Random RANDOM = new Random();

    private FreePorts() {}

    static int one() {
        return consecutive(1);
    }

    /** The first of so many in a row. */
    static int consecutive(int count) {
        for (int attempt = 0; attempt < 100; attempt++) {
            int first = LOWEST + RANDOM.nextInt(COUNT - count);
            if (areFree(first, count)) {
                return first;
            }
        }
        throw new IllegalStateException("No " + count + " free ports in a row");
    }

    private static boolean areFree(int first, int count) {
        for (int port = first; port < first + count; port++) {
            try (ServerSocket socket =
                    new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                socket.setReuseAddress(true);
            } catch (IOException taken) {
                return false;
            }
        }
        return true;
    }
}
