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

/** A live call. Thread-safe. */
public final class CallHandle implements AutoCloseable {
    private final LiveProducer producer;

    CallHandle(LiveProducer producer) {
        this.producer = producer;
    }

    /** Ends the call early, at the end of the fragment it is at. Returns at once. */
    @Override
    public void close() {
        producer.stop();
    }

    /** A fault: the call breaks off amid a fragment, which never gets an end and is not kept. */
    public void dieInMidFragment() {
        producer.die();
    }

    /** Waits until nothing more comes of this call; false if that takes longer. */
    public boolean awaitEnd(Duration timeout) throws InterruptedException {
        return producer.awaitEnd(timeout);
    }
}
