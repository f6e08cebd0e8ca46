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

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Waits for a call of the client, which ends by its own time-out. */
final class Calls {

    private Calls() {}

    static <T> T result(CompletableFuture<T> call)
            throws KvsServiceException, InterruptedException {
        try {
            return call.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof KvsServiceException refused) {
                throw refused;
            }
            throw new IllegalStateException("The client failed.", e.getCause());
        }
    }
}
