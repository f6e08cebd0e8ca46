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

package io.github.flinkkvs.emulator.limits;

/**
 * Says how much a session may send, and when it should ask again. For one thread, the session's
 * event loop.
 */
public interface Pacer {
    /** How many bytes may be sent now: 0 if none, {@link Long#MAX_VALUE} if there is no limit. */
    long allowance();

    /** Bytes have been sent, or have come in. */
    void sent(long bytes);

    /** After how many nanoseconds a next write is worth while; 0 if it is now. */
    long nanosUntilNext();
}
