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

package io.github.flinkkvs.emulator.http;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;

import java.util.concurrent.TimeUnit;

/** Calls a session again when time alone has changed something. Runs on its event loop. */
final class Alarm {
    private final Runnable work;
    private Future<?> pending;
    private long pendingAt;

    Alarm(Runnable work) {
        this.work = work;
    }

    /**
     * Rings once in so many nanoseconds. An earlier alarm stays, a later one goes: who is called
     * too early sets it again.
     *
     * @param nanos {@link Long#MAX_VALUE} for never
     */
    void setTo(long nanos, EventExecutor loop) {
        if (nanos == Long.MAX_VALUE) {
            return;
        }
        long at = System.nanoTime() + nanos;
        if (pending != null && pendingAt - at <= 0) {
            return;
        }
        cancel();
        pendingAt = at;
        pending = loop.schedule(this::ring, nanos, TimeUnit.NANOSECONDS);
    }

    void cancel() {
        if (pending != null) {
            pending.cancel(false);
            pending = null;
        }
    }

    private void ring() {
        pending = null;
        work.run();
    }
}
