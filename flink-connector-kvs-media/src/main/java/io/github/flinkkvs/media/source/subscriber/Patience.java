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

import io.github.flinkkvs.media.client.KvsServiceException;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits that end when it is closed. Thread-safe. */
final class Patience {

    private final CompletableFuture<Void> closed = new CompletableFuture<>();

    void await(long millis) throws InterruptedException {
        try {
            closed.get(millis, TimeUnit.MILLISECONDS);
            throw new CancellationException("The source is being closed.");
        } catch (TimeoutException e) {
            // The time has passed, as it should.
        } catch (ExecutionException e) {
            throw new AssertionError("This future never fails.", e);
        }
    }

    /**
     * Waits for a call of the client, which ends by its own time-out; once the client is closed, it
     * may not end at all.
     */
    <T> T await(CompletableFuture<T> call) throws KvsServiceException, InterruptedException {
        try {
            CompletableFuture.anyOf(call, closed).get();
            if (!call.isDone()) {
                throw new CancellationException("The source is being closed.");
            }
            return call.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof KvsServiceException refused) {
                throw refused;
            }
            throw new IllegalStateException("The client failed.", e.getCause());
        }
    }

    void close() {
        closed.complete(null);
    }
}
