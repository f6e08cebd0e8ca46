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

/** One GetMedia response while it flows. Thread-safe; nothing blocks. */
public interface MediaSession {

    /**
     * Asks for more of the body. Without a request nothing is read from the socket, so that the
     * service is held back by the network's own means.
     *
     * @param buffers how many more buffers (of up to 64 KB each) may be delivered
     */
    void request(int buffers);

    /** Ends the session at once and closes its connection. The listener may still be called. */
    void abort();
}
