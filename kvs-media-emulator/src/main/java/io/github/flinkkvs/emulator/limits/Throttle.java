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

package io.github.flinkkvs.emulator.limits;

/**
 * Holds a writer up as a pacer says, and remembers that it did: by the time at which the writer
 * asks when to go on, the pacer may allow a little again. For one thread.
 */
public final class Throttle {
    private final Pacer pacer;
    private boolean holding;

    public Throttle(Pacer pacer) {
        this.pacer = pacer;
    }

    /** How many bytes may be sent now: 0 if none, {@link Long#MAX_VALUE} if there is no limit. */
    public long allowance() {
        // Not before it is worth while, or the writer would send byte by byte as they come due.
        holding = pacer.nanosUntilNext() > 0;
        return holding ? 0 : Math.max(1, pacer.allowance());
    }

    public void sent(long bytes) {
        pacer.sent(bytes);
    }

    /** When the writer that was held up may go on; {@link Long#MAX_VALUE} if none was. */
    public long nanosUntilNext() {
        return holding ? pacer.nanosUntilNext() : Long.MAX_VALUE;
    }
}
