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

package io.github.flinkkvs.emulator.session;

import java.time.Instant;

/**
 * One GetMedia call that was answered with 200.
 *
 * @param requestId as the client sees it in {@code x-amzn-RequestId}
 * @param selectorValue number, token or instant of the start selector; empty where it has none
 * @param bytesSent bytes of the body handed to the socket so far
 */
public record SessionRecord(
        String stream,
        String requestId,
        String selectorType,
        String selectorValue,
        Instant openedAt,
        long bytesSent,
        Outcome outcome) {

    /** How the session ended, if it did. */
    public enum Outcome {
        OPEN,
        CLEAN,
        ABRUPT,
        RESET,
        LIFETIME_OVER,
        CLIENT_CLOSED,
        POSITION_LOST,
        IN_BAND_ERROR
    }
}
