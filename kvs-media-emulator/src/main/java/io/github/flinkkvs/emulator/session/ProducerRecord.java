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
 * One PutMedia call that was answered with 200.
 *
 * @param requestId as the client sees it in {@code x-amzn-RequestId}
 * @param bytesReceived bytes of media so far
 * @param fragmentsReceived whole fragments so far
 * @param error name of the error that the upload was refused with; empty if it was not
 */
public record ProducerRecord(
        String stream,
        String requestId,
        Instant openedAt,
        long bytesReceived,
        long fragmentsReceived,
        Outcome outcome,
        String error) {

    /** How the upload ended, if it did. */
    public enum Outcome {
        OPEN,
        /** The producer ended it. */
        COMPLETE,
        /** The service ended it with an error ack. */
        REFUSED,
        /** Nothing came for too long. */
        SILENT,
        /** A newer producer took its place. */
        DISPLACED,
        KILLED,
        /** The connection broke. */
        PRODUCER_GONE
    }
}
