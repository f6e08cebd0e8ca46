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

package io.github.flinkkvs.emulator.session;

import io.github.flinkkvs.emulator.limits.Pacer;

import java.time.Duration;
import java.util.function.LongSupplier;

/** So many bytes at each step of time; what was not used by the next step is lost. */
final class StepPacer implements Pacer {
    private final long bytes;
    private final long stepNanos;
    private final LongSupplier nanoTime;
    private long stepEnd;
    private long left;

    StepPacer(long bytes, Duration step, LongSupplier nanoTime) {
        this.bytes = bytes;
        this.stepNanos = DurationText.nanos(step);
        this.nanoTime = nanoTime;
        this.stepEnd = nanoTime.getAsLong() + stepNanos;
        this.left = bytes;
    }

    @Override
    public long allowance() {
        long late = nanoTime.getAsLong() - stepEnd;
        if (late >= 0) {
            // On the beat, so that timers that come late do not add up.
            stepEnd += stepNanos * (late / stepNanos + 1);
            left = bytes;
        }
        return left;
    }

    @Override
    public void sent(long sent) {
        left -= sent;
    }

    @Override
    public long nanosUntilNext() {
        return left > 0 ? 0 : Math.max(0, stepEnd - nanoTime.getAsLong());
    }
}
