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

package io.github.flinkkvs.media.client;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Hears of one session. Called on the client's I/O threads, one call at a time, so it must hand
 * over and return: never parse, wait or throw here.
 */
public interface MediaSessionListener {

    /**
     * The service has accepted the request.
     *
     * @param serviceTime the service's clock, in whole seconds, if the response carries it
     * @param requestId the service's name for the request, for its support
     */
    void onOpened(Optional<Instant> serviceTime, String requestId);

    /**
     * Bytes have arrived.
     *
     * @param buffers all that were at hand, never none; the list and what is in it belong to the
     *     listener
     */
    void onBytes(List<ByteBuffer> buffers);

    /** The session is over, for whatever reason. The last call. */
    void onEnded(SessionEnd end);
}
