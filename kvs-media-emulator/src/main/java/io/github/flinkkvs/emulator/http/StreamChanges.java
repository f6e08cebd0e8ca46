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

package io.github.flinkkvs.emulator.http;

import io.github.flinkkvs.emulator.store.NewStream;
import io.github.flinkkvs.emulator.store.Retention;
import io.github.flinkkvs.emulator.store.StoredStream;
import io.github.flinkkvs.emulator.store.StreamStore;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The operations that change streams. Where the service takes a moment, this is done at once. */
final class StreamChanges {
    private static final String NAME = "[a-zA-Z0-9_.-]{1,256}";
    private static final String DEVICE_NAME = "[a-zA-Z0-9_.-]{1,128}";
    private static final String MEDIA_TYPE =
            "(?=.{1,128}$)[\\w\\-.+]+/[\\w\\-.+]+(,[\\w\\-.+]+/[\\w\\-.+]+)*";
    private static final String TAG_KEY = "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]{1,128}";
    private static final String TAG_VALUE = "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]{0,256}";
    private static final int MOST_TAGS = 50;

    private final StreamStore streams;
    private final Admission admission;

    StreamChanges(StreamStore streams, Admission admission) {
        this.streams = streams;
        this.admission = admission;
    }

    ObjectNode createStream(JsonRequest request) {
        String name = request.requiredText("StreamName", NAME);
        Map<String, String> tags = request.textMap("Tags");
        requireTags(tags);
        NewStream wish =
                new NewStream(
                        name,
                        retention(request.integer("DataRetentionInHours", 0)),
                        request.text("DeviceName", DEVICE_NAME).orElse(null),
                        request.text("MediaType", MEDIA_TYPE).orElse(null),
                        request.text("KmsKeyId", ".{1,2048}").orElse(null),
                        tags);
        admission.newStream(streams.all().size());
        return streams.createIfAbsent(wish)
                .map(stream -> object().put("StreamARN", stream.arn()))
                .orElseThrow(
                        () ->
                                new ServiceException(
                                        400,
                                        "ResourceInUseException",
                                        "The stream " + name + " already exists."));
    }

    ObjectNode deleteStream(JsonRequest request) {
        request.requiredText("StreamARN");
        StoredStream stream = request.stream(streams);
        if (request.text("CurrentVersion").isPresent()) {
            requireVersion(request, stream);
        }
        streams.delete(stream.name());
        return object();
    }

    ObjectNode updateDataRetention(JsonRequest request) {
        StoredStream stream = request.stream(streams);
        requireVersion(request, stream);
        int change = request.integer("DataRetentionChangeInHours", 0);
        if (change < 1) {
            throw ServiceException.invalidArgument("DataRetentionChangeInHours must be 1 or more");
        }
        int hours = stream.settings().retention().hours();
        String operation = request.requiredText("Operation");
        switch (operation) {
            case "INCREASE_DATA_RETENTION" -> stream.retain(retention((long) hours + change));
            case "DECREASE_DATA_RETENTION" -> stream.retain(retention((long) hours - change));
            default -> throw ServiceException.invalidArgument("Unknown Operation " + operation);
        }
        return object();
    }

    ObjectNode tagStream(JsonRequest request) {
        StoredStream stream = request.stream(streams);
        Map<String, String> more = request.textMap("Tags");
        if (more.isEmpty()) {
            throw ServiceException.invalidArgument("Tags is missing or empty");
        }
        Map<String, String> all = new TreeMap<>(stream.settings().tags());
        all.putAll(more);
        requireTags(all);
        stream.tag(more);
        return object();
    }

    ObjectNode untagStream(JsonRequest request) {
        StoredStream stream = request.stream(streams);
        List<String> keys = request.texts("TagKeyList");
        if (keys.isEmpty() || keys.size() > MOST_TAGS) {
            throw ServiceException.invalidArgument("TagKeyList must have 1 to 50 keys");
        }
        stream.untag(keys);
        return object();
    }

    private static void requireVersion(JsonRequest request, StoredStream stream) {
        String current = stream.settings().version();
        String named = request.requiredText("CurrentVersion");
        if (!named.equals(current)) {
            throw new ServiceException(
                    400,
                    "VersionMismatchException",
                    "The stream version " + named + " is not the latest, which is " + current);
        }
    }

    private static Retention retention(long hours) {
        if (hours < 0 || hours > Retention.LONGEST_HOURS) {
            throw ServiceException.invalidArgument(
                    "Retention would be "
                            + hours
                            + " hours: it must be 0 to "
                            + Retention.LONGEST_HOURS);
        }
        return new Retention((int) hours);
    }

    private static void requireTags(Map<String, String> tags) {
        if (tags.size() > MOST_TAGS) {
            throw new ServiceException(
                    400,
                    "TagsPerResourceExceededLimitException",
                    "A stream can have 50 tags, not " + tags.size());
        }
        tags.forEach(
                (key, value) -> {
                    if (!key.matches(TAG_KEY) || !value.matches(TAG_VALUE)) {
                        throw ServiceException.invalidArgument(
                                "Tag '" + key + "' has a key or value that is not allowed");
                    }
                });
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
