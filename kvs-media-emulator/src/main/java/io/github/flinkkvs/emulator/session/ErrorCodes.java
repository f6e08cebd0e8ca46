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

import java.util.Map;

/**
 * The symbolic names that go with the ids of errors in a body.
 *
 * <p>The ids are those of the <a
 * href="https://docs.aws.amazon.com/kinesisvideostreams/latest/dg/API_dataplane_GetMedia.html">GetMedia
 * page</a>, which gives no names. Those of 4500 to 4506 and 5000 are the names that PutMedia's acks
 * have for them, FRAGMENT_NOT_FOUND was seen in a response; that of 3002 is made up.
 */
final class ErrorCodes {
    private static final Map<Long, String> NAMES =
            Map.ofEntries(
                    Map.entry(3002L, "STREAM_WRITE_ERROR"),
                    Map.entry(4000L, "FRAGMENT_NOT_FOUND"),
                    Map.entry(4500L, "KMS_KEY_ACCESS_DENIED"),
                    Map.entry(4501L, "KMS_KEY_DISABLED"),
                    Map.entry(4502L, "KMS_KEY_VALIDATION_ERROR"),
                    Map.entry(4503L, "KMS_KEY_UNAVAILABLE"),
                    Map.entry(4504L, "KMS_KEY_INVALID_USAGE"),
                    Map.entry(4505L, "KMS_KEY_INVALID_STATE"),
                    Map.entry(4506L, "KMS_KEY_RESOURCE_NOT_FOUND"),
                    Map.entry(5000L, "INTERNAL_ERROR"));

    private ErrorCodes() {}

    static String of(long id) {
        return NAMES.getOrDefault(id, "UNKNOWN_ERROR");
    }
}
