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

package io.github.flinkkvs.emulator.store;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * One reader's way along a log, from its start selector to the live edge and on. Not thread-safe.
 */
public final class FragmentCursor implements AutoCloseable {
    private final FragmentLog log;
    private final StartSelector selector;
    private final Runnable onAppend;
    private OptionalLong next;

    /**
     * Finds the start at once, so that {@code NOW} means the moment of the call.
     *
     * @param onAppend called on any thread whenever there may be more; until closed
     */
    public FragmentCursor(FragmentLog log, StartSelector selector, Runnable onAppend) {
        this.log = log;
        this.selector = selector;
        this.onAppend = onAppend;
        this.next = log.locate(selector);
        log.addListener(onAppend);
    }

    /** Whether the selector names a fragment that the stream does not know. */
    public boolean lost() {
        return next.isEmpty() && selector.namesFragment();
    }

    /** The next entry, or nothing at the live edge. */
    public Optional<LogEntry> next() {
        if (next.isEmpty()) {
            next = log.locate(selector);
        }
        if (next.isEmpty()) {
            return Optional.empty();
        }
        Optional<LogEntry> entry = log.entryFrom(next.getAsLong());
        // The entry's own ordinal, since what was wanted may have been forgotten meanwhile.
        entry.ifPresent(found -> next = OptionalLong.of(found.ordinal() + 1));
        return entry;
    }

    @Override
    public void close() {
        log.removeListener(onAppend);
    }
}
