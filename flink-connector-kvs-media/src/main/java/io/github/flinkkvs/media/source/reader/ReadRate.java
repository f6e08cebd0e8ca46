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

import io.github.flinkkvs.media.source.config.SourceConfig.RateConfig;

/**
 * How many bytes and fragments a second a reader reads at most, all its streams together. Fetcher
 * thread.
 *
 * <p>Like the {@link ByteBudget} it gates the beginning of fragments only. A fragment that has
 * begun is read on, and what that takes too much is paid back before the next begins.
 */
final class ReadRate {

    private final RateBucket bytes;
    private final RateBucket fragments;

    ReadRate(RateConfig config, long now) {
        this.bytes = new RateBucket(config.maxBytesPerSecond(), now);
        this.fragments = new RateBucket(config.maxFragmentsPerSecond(), now);
    }

    /** Returns whether a fragment may be begun. */
    boolean hasRoom(long now) {
        return roomAt(now) <= now;
    }

    /** Returns when the next fragment may be begun, if none is until then. */
    long roomAt(long now) {
        return Math.max(bytes.roomAt(now), fragments.roomAt(now));
    }

    /** Returns whether there is no limit at all. */
    boolean isUnlimited() {
        return bytes.isUnlimited() && fragments.isUnlimited();
    }

    /** Notes fragments that were begun. */
    void fragmentsBegun(int count) {
        fragments.take(count);
    }

    /** Notes bytes that were read. */
    void bytesRead(long count) {
        bytes.take((double) count);
    }
}
