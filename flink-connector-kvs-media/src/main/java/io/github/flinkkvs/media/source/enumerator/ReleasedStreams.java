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

package io.github.flinkkvs.media.source.enumerator;

import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The streams that were given up. Coordinator thread only.
 *
 * <p>Each is remembered, so that it goes on where it ended when it comes back. Besides, as long as
 * no checkpoint that was begun after the release is complete, a reader that fails is restored with
 * the stream and has to be told again: until then the stream <em>may linger</em>, and must not be
 * given to another reader.
 */
final class ReleasedStreams {

    /** The oldest are forgotten beyond; each takes some 300 bytes of state at most. */
    static final int REMEMBERED = 10_000;

    /** Stands for a checkpoint that has not begun yet. */
    private static final long NOT_BEGUN = Long.MAX_VALUE;

    private final Map<String, ReleasedStream> remembered = new LinkedHashMap<>();

    /** The first checkpoint without the stream, by name. */
    private final Map<String, Long> lingering = new HashMap<>();

    /** Whether there may be a checkpoint in which a reader has streams. */
    private boolean checkpointed;

    /**
     * @param restored what was remembered, the oldest first
     * @param checkpointed whether readers have been restored with streams
     */
    ReleasedStreams(Collection<ReleasedStream> restored, boolean checkpointed) {
        restored.forEach(stream -> remembered.put(stream.name(), stream));
        this.checkpointed = checkpointed;
    }

    void add(ReleasedStream stream) {
        remembered.remove(stream.name());
        remembered.put(stream.name(), stream);
        if (checkpointed) {
            lingering.put(stream.name(), NOT_BEGUN);
        }
        if (remembered.size() > REMEMBERED) {
            Iterator<String> oldest = remembered.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    /** Returns whether a reader that fails may be restored with the stream. */
    boolean mayLinger(String stream) {
        return lingering.containsKey(stream);
    }

    /** Returns the streams that a reader may have been restored with. */
    Set<String> lingering() {
        return new TreeSet<>(lingering.keySet());
    }

    /** Takes a stream that has come back out of the memory. */
    Optional<ReleasedStream> takeOut(String stream) {
        return Optional.ofNullable(remembered.remove(stream));
    }

    /** A checkpoint begins: its readers do without all that has been released. */
    void checkpointBegun(long checkpoint) {
        checkpointed = true;
        lingering.replaceAll((stream, first) -> Math.min(first, checkpoint));
    }

    void checkpointCompleted(long checkpoint) {
        lingering.values().removeIf(first -> first <= checkpoint);
    }

    /** Returns all that is remembered, the oldest first. */
    List<ReleasedStream> snapshot() {
        return List.copyOf(remembered.values());
    }
}
