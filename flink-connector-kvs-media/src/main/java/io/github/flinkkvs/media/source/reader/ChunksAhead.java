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

package io.github.flinkkvs.media.source.reader;

import io.github.flinkkvs.media.mkv.ChunkEvent;
import io.github.flinkkvs.media.mkv.MediaChunk;

import java.util.ArrayDeque;
import java.util.Queue;

/**
 * What the network thread has read ahead of the fetcher thread. It counts for the byte budget until
 * it is taken. Not thread-safe.
 */
final class ChunksAhead {

    /** Small ones are to wait at the service, not here. */
    private static final int MAX_CHUNKS = 64;

    private final ByteBudget budget;
    private final Queue<ChunkEvent> chunks = new ArrayDeque<>();
    private long bytes;

    /** What of the bytes is taken of the budget. */
    private long charged;

    ChunksAhead(ByteBudget budget) {
        this.budget = budget;
    }

    boolean isEmpty() {
        return chunks.isEmpty();
    }

    long bytes() {
        return bytes;
    }

    /** Returns whether there is room for another one. */
    boolean hasRoom() {
        return chunks.size() < MAX_CHUNKS && budget.hasBytes();
    }

    void add(ChunkEvent event) {
        chunks.add(event);
        bytes += retained(event);
        charged += retained(event);
        budget.take(retained(event));
    }

    /** Returns whether another one may be taken: they become the next batch if there may be one. */
    boolean mayBeTaken() {
        return budget.hasBatches();
    }

    ChunkEvent take() {
        ChunkEvent event = chunks.remove();
        bytes -= retained(event);
        giveBack(Math.min(retained(event), charged));
        return event;
    }

    /** Leaves the budget to others; those that are here stay. */
    void leaveBudget() {
        giveBack(charged);
    }

    void clear() {
        leaveBudget();
        chunks.clear();
        bytes = 0;
    }

    private void giveBack(long count) {
        charged -= count;
        budget.giveBack(count);
    }

    private static long retained(ChunkEvent event) {
        return event instanceof MediaChunk chunk ? chunk.bytes().length : 0;
    }
}
