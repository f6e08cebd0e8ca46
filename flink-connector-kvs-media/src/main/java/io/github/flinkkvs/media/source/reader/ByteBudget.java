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

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What is between the service and the job, of one reader: bytes of complete fragments, and batches.
 * The fetcher takes, the task thread gives back; what network threads have read ahead counts, too.
 *
 * <p>It gates the beginning of fragments only: a session that has begun one always finishes it,
 * else half fragments could use up the budget and none could ever complete. What a reader holds is
 * therefore bounded by the budget plus one fragment a stream.
 *
 * <p>Of batches there are few, too: small fragments are to wait at the service, not here. The queue
 * that they lie in has room for more, so that the fetcher never waits for it.
 */
final class ByteBudget {

    /** One that the task works on, one that lies ready. */
    private static final int MAX_BATCHES = 2;

    private final long limit;
    private final Runnable onRelief;
    private final AtomicLong used = new AtomicLong();
    private final AtomicInteger batches = new AtomicInteger();

    /**
     * @param onRelief called when there is room again
     */
    ByteBudget(long limit, Runnable onRelief) {
        this.limit = limit;
        this.onRelief = onRelief;
    }

    boolean hasRoom() {
        return hasBytes() && hasBatches();
    }

    /** Returns whether there is room for another fragment's bytes. */
    boolean hasBytes() {
        return used.get() < limit;
    }

    /** Returns whether another batch may be made. */
    boolean hasBatches() {
        return batches.get() < MAX_BATCHES;
    }

    void take(long bytes) {
        used.addAndGet(bytes);
    }

    void giveBack(long bytes) {
        long before = used.getAndAdd(-bytes);
        if (before >= limit && before - bytes < limit) {
            onRelief.run();
        }
    }

    /** A batch with fragments is on its way to the task. */
    void batchHandedOver() {
        batches.incrementAndGet();
    }

    /** The task has done with a batch. */
    void batchTaken() {
        if (batches.getAndDecrement() >= MAX_BATCHES) {
            onRelief.run();
        }
    }

    long used() {
        return used.get();
    }
}
