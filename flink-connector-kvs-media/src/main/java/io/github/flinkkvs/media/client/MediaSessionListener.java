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
 * Hears of one session. Called on the client's I/O threads, one call at a time, which all sessions
 * of a reader share: never wait or throw here, and do no more than what the bytes need.
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
     * Bytes lie in a buffer of the I/O thread's, behind all that came before. What is read of them
     * here is not brought to {@link #onBytes}, and needs no {@link MediaSession#request}; the rest
     * comes there. Not every HTTP client can offer this, and none offers all bytes.
     *
     * @param bytes not to be kept, nor written to; read from its position on
     */
    default void onBytesAtHand(ByteBuffer bytes) {}

    /**
     * Bytes have arrived.
     *
     * @param buffers all that came at once, never none; the list and what is in it belong to the
     *     listener
     */
    void onBytes(List<ByteBuffer> buffers);

    /** The session is over, for whatever reason. The last call. */
    void onEnded(SessionEnd end);
}
