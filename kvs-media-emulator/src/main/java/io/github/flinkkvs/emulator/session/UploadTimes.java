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

import java.time.Duration;

/**
 * How long the service has patience with a producer (<a
 * href="https://docs.aws.amazon.com/kinesisvideostreams/latest/dg/API_dataplane_PutMedia.html">PutMedia</a>).
 *
 * @param idleAck after how much silence, and again after as much, an IDLE ack says that the upload
 *     goes on; the service's own period is not documented
 * @param silence after how much of it the upload is ended
 * @param lifetime age at which it is ended with the error 4003
 */
public record UploadTimes(Duration idleAck, Duration silence, Duration lifetime) {

    /** Ten seconds to an IDLE ack, 30 to the end, 45 minutes in all. */
    public static UploadTimes usual() {
        return new UploadTimes(
                Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofMinutes(45));
    }
}
