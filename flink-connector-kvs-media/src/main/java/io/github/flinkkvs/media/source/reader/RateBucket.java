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

/**
 * Fills at a steady rate, up to what flows in a second, and may be overdrawn: there is room as long
 * as a whole one is left. Not thread-safe.
 */
final class RateBucket {

    private static final double NANOS_PER_SECOND = 1e9;

    /** A whole one, but for what is lost in rounding. */
    private static final double ONE = 1 - 1e-6;

    private final double perSecond;
    private final double capacity;
    private double level;
    private long filledAt;

    /**
     * @param perSecond positive; infinite for no limit
     */
    RateBucket(double perSecond, long now) {
        this.perSecond = perSecond;
        this.capacity = Math.max(1, perSecond);
        this.level = capacity;
        this.filledAt = now;
    }

    /** Returns the present if there is room, or else the instant from which on there is. */
    long roomAt(long now) {
        if (isUnlimited()) {
            return now;
        }
        level = Math.min(capacity, level + (now - filledAt) * perSecond / NANOS_PER_SECOND);
        filledAt = now;
        // Rounded up, lest the instant come and the bucket be found empty.
        return level >= ONE
                ? now
                : now + 1 + (long) Math.ceil((1 - level) / perSecond * NANOS_PER_SECOND);
    }

    boolean isUnlimited() {
        return Double.isInfinite(perSecond);
    }

    void take(double amount) {
        level -= amount;
    }
}
