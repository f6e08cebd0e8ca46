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

package io.github.flinkkvs.emulator;

import io.github.flinkkvs.emulator.media.live.LiveProducer;

import java.time.Duration;
import java.util.function.Supplier;

/** A live camera. Thread-safe; the lock guards {@code producer}. */
public final class CameraHandle implements AutoCloseable {
    private final Supplier<LiveProducer> switchOn;
    private LiveProducer producer;

    CameraHandle(Supplier<LiveProducer> switchOn) {
        this.switchOn = switchOn;
        this.producer = switchOn.get();
    }

    /**
     * Switches the camera off at the end of the fragment it is at, so that all it has sent is kept.
     * Returns at once; see {@link #awaitEnd}.
     */
    @Override
    public synchronized void close() {
        producer.stop();
    }

    /**
     * A fault: the camera breaks off amid a fragment, which never gets an end and is not kept. If
     * its first frame is still to come, it breaks off with that.
     */
    public synchronized void dieInMidFragment() {
        producer.die();
    }

    /**
     * Connects anew, as after a failure: the camera begins a new session and counts its time from
     * now. If it is still recording, it breaks off first.
     */
    public synchronized void restart() {
        producer.kill();
        producer = switchOn.get();
    }

    /** Waits until nothing more comes of this camera; false if that takes longer. */
    public boolean awaitEnd(Duration timeout) throws InterruptedException {
        return current().awaitEnd(timeout);
    }

    private synchronized LiveProducer current() {
        return producer;
    }
}
