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

package io.github.flinkkvs.emulator.store;

import java.util.Map;

/**
 * What a stream is created with.
 *
 * @param deviceName null for none, as for the two that follow
 */
public record NewStream(
        String name,
        Retention retention,
        String deviceName,
        String mediaType,
        String kmsKeyId,
        Map<String, String> tags) {
    private static final int USUAL_RETENTION_HOURS = 24;

    /** A stream that keeps a day. */
    public static NewStream named(String name, Map<String, String> tags) {
        return new NewStream(name, new Retention(USUAL_RETENTION_HOURS), null, null, null, tags);
    }

    /** A stream with the settings of another one. */
    static NewStream like(StreamSettings old) {
        return new NewStream(
                old.name(),
                old.retention(),
                old.deviceName(),
                old.mediaType(),
                old.kmsKeyId(),
                old.tags());
    }
}
