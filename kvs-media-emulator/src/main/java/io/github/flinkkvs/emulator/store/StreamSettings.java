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

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a stream is, apart from its media. Immutable.
 *
 * @param arn ends in the creation time, so that a stream created again has another one
 * @param version changes with the settings; UpdateDataRetention and DeleteStream name it
 * @param deviceName null if its creator gave none, as for the two that follow
 * @param tags of the stream, in order of key; not those of its fragments
 */
public record StreamSettings(
        String name,
        String arn,
        Instant creationTime,
        String version,
        Retention retention,
        String deviceName,
        String mediaType,
        String kmsKeyId,
        Map<String, String> tags) {

    /** Copies the tags. */
    public StreamSettings {
        tags = Collections.unmodifiableMap(new TreeMap<>(tags));
    }

    StreamSettings withTags(Map<String, String> newTags) {
        return new StreamSettings(
                name,
                arn,
                creationTime,
                version,
                retention,
                deviceName,
                mediaType,
                kmsKeyId,
                newTags);
    }

    StreamSettings withRetention(Retention newRetention) {
        return new StreamSettings(
                name,
                arn,
                creationTime,
                StreamVersions.next(version),
                newRetention,
                deviceName,
                mediaType,
                kmsKeyId,
                tags);
    }
}
