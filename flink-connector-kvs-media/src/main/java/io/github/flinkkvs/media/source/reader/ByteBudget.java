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

import java.util.concurrent.atomic.AtomicLong;

/**
 * Bytes of complete fragments between the fetcher and the job, of one reader. The fetcher takes,
 * the task thread gives back.
 *
 * <p>It gates the beginning of fragments only: a session that has begun one always finishes it,
 * else half fragments could use up the budget and none could ever complete. What a reader holds is
 * therefore bounded by the budget plus one fragment a stream.
 */
final class ByteBudget {

    private final long limit;
    private final Runnable onRelief;
    private final AtomicLong used = new AtomicLong();

    /**
     * @param onRelief called when bytes are given back that make room again
     */
    ByteBudget(long limit, Runnable onRelief) {
        this.limit = limit;
        this.onRelief = onRelief;
    }

    boolean hasRoom() {
        return used.get() < limit;
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

    long used() {
        return used.get();
    }
}
