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

/** What a session asks of the I/O thread that calls it. */
interface IoThreads {

    /** Runs a task behind all that this thread can read now; at once if it cannot tell. */
    void behindReads(Runnable task);

    /**
     * Lets a session see what comes on the connection next ahead of the SDK. Called by a session
     * while it is given bytes; does nothing where these come another way.
     */
    default void offerNextTo(SdkMediaSession session) {}
}
