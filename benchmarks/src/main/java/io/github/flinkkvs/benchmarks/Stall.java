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

/** An operator that stands still while the service has more and more for its reader. */
final class Stall {
    private final ChildJvm emulator;
    private final ChildJvm reader;
    private final Contender contender;
    private final long owed;

    /**
     * Looks at a reader whose operator was stopped.
     *
     * @param owed how many bytes were stored for it since
     */
    Stall(ChildJvm emulator, ChildJvm reader, Contender contender, long owed) {
        this.emulator = emulator;
        this.reader = reader;
        this.contender = contender;
        this.owed = owed;
    }

    long owed() {
        return owed;
    }

    /** What has come for the reader and lies in the system's buffers. */
    long unread() throws IOException {
        return emulator.askNumber("unread");
    }

    /** Heap, garbage included, and direct memory of the reader's process. */
    long memory() throws IOException {
        return reader.askNumber("memory");
    }

    /** Lets the operator go on, and waits until it has all. */
    WireSample end() throws IOException {
        reader.ask("go-on");
        WireSample sample = WireSample.ofLine(reader.ask("await " + owed + " " + Long.MAX_VALUE));
        emulator.ask("forget " + contender);
        return sample;
    }
}
