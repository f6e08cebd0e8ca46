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

package io.github.flinkkvs.media.client;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * How often this process asks the service, kept below what the service allows. One instance is
 * shared by all clients of a JVM (of a class loader, where Flink loads the connector with the job).
 * Thread-safe; nothing blocks.
 *
 * <p>The service counts calls by account and by stream; several processes share an account, so each
 * takes a third of it, and the rest is left to others. A second may see twice that after a pause,
 * and of a stream one call more than the rate: both are below the service's limits.
 *
 * @see <a href="https://docs.aws.amazon.com/kinesisvideostreams/latest/dg/limits.html">Limits</a>
 */
public final class CallLimits {

    private static final CallLimits SHARED = new CallLimits(System::nanoTime);

    /** Idle buckets are swept out each time that so many have been made. */
    private static final int SWEEP_AFTER = 10_000;

    /** The operations that the service counts, with the rates that we keep. */
    public enum Operation {
        /** Of 5 a second and stream. */
        GET_MEDIA(Integer.MAX_VALUE, 4),
        /** Of 300 a second and account, 5 a second and stream. */
        GET_DATA_ENDPOINT(100, 4),
        /** Of 300 a second and account, 5 a second and stream. */
        DESCRIBE_STREAM(100, 4),
        /** Of 50 a second and account. */
        LIST_STREAMS(16, Integer.MAX_VALUE),
        /** Of 50 a second and account, 5 a second and stream. */
        LIST_TAGS_FOR_STREAM(16, 4),
        /** Of 5 a second and stream; of the account nothing is said. */
        LIST_FRAGMENTS(100, 4);

        private final int perAccount;
        private final int perStream;

        Operation(int perAccount, int perStream) {
            this.perAccount = perAccount;
            this.perStream = perStream;
        }
    }

    /** Whom the service counts: a region (or an emulator's address) and perhaps a stream in it. */
    private record Key(Operation operation, String service, String stream) {}

    private final Map<Key, TokenBucket> buckets = new ConcurrentHashMap<>();
    private final AtomicInteger made = new AtomicInteger();
    private final LongSupplier nanoTime;

    /**
     * @param nanoTime a clock that only grows
     */
    public CallLimits(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Returns the one that all clients of this JVM share. */
    static CallLimits shared() {
        return SHARED;
    }

    /**
     * Takes the next turn for a call.
     *
     * @param service the region or address that is called
     * @param stream the stream's name; empty for a call that names none
     * @return how many nanoseconds from now the turn comes; the caller must not call before
     */
    public long reserve(Operation operation, String service, String stream) {
        long now = nanoTime.getAsLong();
        sweep(now);
        long wait = 0;
        if (operation.perAccount != Integer.MAX_VALUE) {
            wait =
                    bucket(
                                    new Key(operation, service, ""),
                                    operation.perAccount,
                                    operation.perAccount,
                                    now)
                            .reserve(now);
        }
        if (operation.perStream != Integer.MAX_VALUE) {
            TokenBucket ofStream =
                    bucket(new Key(operation, service, stream), operation.perStream, 1, now);
            wait = Math.max(wait, ofStream.reserve(now));
        }
        return wait;
    }

    private TokenBucket bucket(Key key, int perSecond, int burst, long now) {
        return buckets.computeIfAbsent(
                key,
                k -> {
                    made.incrementAndGet();
                    return new TokenBucket(perSecond, burst, now);
                });
    }

    /** Forgets streams that are not read any more: memory follows those that are. */
    private void sweep(long now) {
        if (made.get() >= SWEEP_AFTER) {
            made.set(0);
            buckets.values().removeIf(bucket -> bucket.isIdle(now));
        }
    }
}
