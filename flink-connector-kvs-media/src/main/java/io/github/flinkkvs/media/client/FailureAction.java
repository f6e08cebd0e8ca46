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

/** What is to be done about a failed call. */
public enum FailureAction {
    /** No failure at all: sessions end like this. Go on behind the last complete fragment. */
    RETRY_NOW,
    /** Passing trouble: wait a little, longer each time, and try again. */
    BACK_OFF,
    /** The endpoint is not the stream's any more: forget it, ask anew, try again. */
    REFRESH_ENDPOINT,
    /**
     * Refused, perhaps for credentials that have just expired: try again a few times, then fail.
     */
    REFRESH_CREDENTIALS,
    /** The position that was asked for is not served: fall back, or do as the policy says. */
    LOST_POSITION,
    /** There is no such stream: do as the policy says. */
    STREAM_NOT_FOUND,
    /** Nothing is stored of the stream, then or at all: do without. */
    NO_ARCHIVE,
    /** Will not get better by itself: fail. */
    FAIL
}
