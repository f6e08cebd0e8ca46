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

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * The JSON file of one stream, with the names that DescribeStream uses.
 *
 * @param settings of the stream
 * @param reserved the sequence up to which fragment numbers may have been given out
 */
record SettingsFile(StreamSettings settings, long reserved) {
    static final String NAME = "stream.json";

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Reads the file of a stream's directory.
     *
     * @throws IOException if there is none, or not all of it
     */
    static SettingsFile in(Path directory) throws IOException {
        JsonNode json = JSON.readTree(directory.resolve(NAME).toFile());
        try {
            return new SettingsFile(settings(json), json.required("ReservedSequence").longValue());
        } catch (RuntimeException e) {
            throw new IOException("not the settings of a stream: " + e.getMessage(), e);
        }
    }

    /** Replaces the file of a stream's directory; when this returns it survives a loss of power. */
    void writeTo(Path directory) throws IOException {
        try (DraftFile draft = new DraftFile(directory.resolve(NAME))) {
            byte[] json = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json());
            draft.write(ByteBuffer.wrap(json));
            draft.publish(true);
        }
    }

    private ObjectNode json() {
        ObjectNode json = JSON.createObjectNode();
        json.put("StreamName", settings.name());
        json.put("StreamARN", settings.arn());
        json.put("CreationTime", settings.creationTime().toString());
        json.put("Version", settings.version());
        json.put("DataRetentionInHours", settings.retention().hours());
        json.put("DeviceName", settings.deviceName());
        json.put("MediaType", settings.mediaType());
        json.put("KmsKeyId", settings.kmsKeyId());
        settings.tags().forEach(json.putObject("Tags")::put);
        json.put("ReservedSequence", reserved);
        return json;
    }

    private static StreamSettings settings(JsonNode json) {
        Map<String, String> tags = new TreeMap<>();
        for (Map.Entry<String, JsonNode> tag : json.required("Tags").properties()) {
            tags.put(tag.getKey(), tag.getValue().textValue());
        }
        return new StreamSettings(
                json.required("StreamName").textValue(),
                json.required("StreamARN").textValue(),
                Instant.parse(json.required("CreationTime").textValue()),
                json.required("Version").textValue(),
                new Retention(json.required("DataRetentionInHours").intValue()),
                json.path("DeviceName").textValue(),
                json.path("MediaType").textValue(),
                json.path("KmsKeyId").textValue(),
                tags);
    }
}
