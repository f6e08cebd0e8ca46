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

import java.util.concurrent.atomic.AtomicLong;

/** A fault that lies in wait, and how often it has struck. Thread-safe. */
final class ActiveFault {
    private final Fault fault;
    private final long times;
    private final AtomicLong struck = new AtomicLong();
    private final AtomicLong released = new AtomicLong();

    ActiveFault(Fault fault) {
        this.fault = fault;
        this.times = fault.get(FaultParameter.TIMES, Long.MAX_VALUE);
    }

    Fault fault() {
        return fault;
    }

    long struck() {
        return struck.get();
    }

    /** Takes one strike; false if there is none left. */
    boolean strike() {
        return struck.getAndUpdate(n -> n < times ? n + 1 : n) < times;
    }

    boolean exhausted() {
        return struck.get() >= times;
    }

    /** One of the sessions that it struck has ended. */
    void release() {
        released.incrementAndGet();
    }

    /** Whether it can strike no more and, if it is one that lasts, holds no session up. */
    boolean isOver() {
        return exhausted() && (!fault.kind().lasts() || released.get() >= struck.get());
    }
}
