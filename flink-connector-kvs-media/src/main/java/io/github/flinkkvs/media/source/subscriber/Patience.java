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

package io.github.flinkkvs.media.source.subscriber;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits that end when it is closed. Thread-safe. */
final class Patience {

    private final CountDownLatch closed = new CountDownLatch(1);

    void await(long millis) throws InterruptedException {
        if (closed.await(millis, TimeUnit.MILLISECONDS)) {
            throw new CancellationException("The source is being closed.");
        }
    }

    void close() {
        closed.countDown();
    }
}
