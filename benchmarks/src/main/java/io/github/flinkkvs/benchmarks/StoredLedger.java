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

import io.github.flinkkvs.emulator.EmulatedStream;
import io.github.flinkkvs.emulator.store.StoredFragment;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A file of all that the streams ever held, so that the emulator need not keep it: what is written
 * down and old is forgotten, as when the retention runs out. Not thread-safe.
 */
final class StoredLedger implements AutoCloseable {
    private final Map<String, String> lastNumbers = new HashMap<>();
    private final BufferedWriter file;
    private final Duration kept;
    private long lines;

    /** A ledger of streams that are to keep what arrived so recently. */
    StoredLedger(Path file, Duration kept) throws IOException {
        this.file = Files.newBufferedWriter(file);
        this.kept = kept;
    }

    /** Writes down what is new; returns how much there is now. */
    long write(List<EmulatedStream> streams) throws IOException {
        Instant oldest = Instant.now().minus(kept);
        for (EmulatedStream stream : streams) {
            String last = lastNumbers.getOrDefault(stream.name(), "");
            for (StoredFragment fragment : stream.fragments()) {
                // Numbers are of one length, thus in order as text.
                if (fragment.number().compareTo(last) > 0) {
                    file.write(IndexLine.of(stream.name(), fragment) + "\n");
                    lines++;
                    lastNumbers.put(stream.name(), fragment.number());
                }
            }
            stream.forgetBefore(oldest);
        }
        file.flush();
        return lines;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
