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
import java.nio.file.Path;
import java.util.List;

/** Starts emulators in processes of their own. */
final class EmulatorChild {
    private EmulatorChild() {}

    static ChildJvm inMemory(String heap, long capMegabytes) throws IOException {
        return new ChildJvm(EmulatorHost.class, options(heap), cap(capMegabytes));
    }

    static ChildJvm inFolder(String heap, long capMegabytes, Path folder) throws IOException {
        return new ChildJvm(
                EmulatorHost.class, options(heap), cap(capMegabytes), folder.toString());
    }

    private static List<String> options(String heap) {
        return List.of("-Xmx" + heap, "-XX:+ExitOnOutOfMemoryError");
    }

    private static String cap(long megabytes) {
        return Long.toString(megabytes * 1_000_000);
    }
}
