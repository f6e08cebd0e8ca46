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

import io.github.flinkkvs.emulator.store.StoredStream;
import io.github.flinkkvs.emulator.store.StreamSettings;
import io.github.flinkkvs.emulator.store.StreamStore;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * The operations that tell about streams, with the oddities of the real service's replies: members
 * that are null rather than absent, one that no model knows, and times in scientific notation.
 */
final class StreamQueries {
    /** What users saw, rather than the 10,000 of the documents. */
    private static final int DEFAULT_PAGE = 10;

    private static final int LARGEST_PAGE = 1000;
    private static final int LARGEST_MAX_RESULTS = 10_000;

    /** Data APIs that the emulator does not have; their endpoint says so. */
    private static final Set<String> OTHER_APIS =
            Set.of(
                    "GET_HLS_STREAMING_SESSION_URL",
                    "GET_DASH_STREAMING_SESSION_URL",
                    "GET_CLIP",
                    "GET_IMAGES");

    private final StreamStore streams;

    StreamQueries(StreamStore streams) {
        this.streams = streams;
    }

    ObjectNode getDataEndpoint(JsonRequest request, Function<Endpoint, URI> endpoints) {
        request.stream(streams);
        String api = request.requiredText("APIName");
        Endpoint endpoint =
                Arrays.stream(Endpoint.values())
                        .filter(e -> e != Endpoint.CONTROL && e.name().equals(api))
                        .findFirst()
                        .orElse(Endpoint.LIST_FRAGMENTS);
        if (!endpoint.name().equals(api) && !OTHER_APIS.contains(api)) {
            throw ServiceException.invalidArgument("Unknown APIName " + api);
        }
        return object().put("DataEndpoint", endpoints.apply(endpoint).toString());
    }

    ObjectNode describeStream(JsonRequest request) {
        return object().set("StreamInfo", info(request.stream(streams)));
    }

    ObjectNode listTagsForStream(JsonRequest request) {
        ObjectNode tags = object();
        request.stream(streams).settings().tags().forEach(tags::put);
        ObjectNode reply = object().putNull("NextToken");
        return reply.set("Tags", tags);
    }

    ObjectNode listStreams(JsonRequest request) {
        int wanted = request.integer("MaxResults", DEFAULT_PAGE);
        if (wanted < 1 || wanted > LARGEST_MAX_RESULTS) {
            throw ServiceException.invalidArgument("MaxResults must be 1 to 10000");
        }
        int size = Math.min(wanted, LARGEST_PAGE);
        String after = request.text("NextToken").map(StreamQueries::nameOf).orElse("");
        List<StoredStream> found = streams.page(prefix(request), after, size + 1);
        List<StoredStream> page = found.subList(0, Math.min(size, found.size()));
        ObjectNode reply = object();
        page.forEach(stream -> reply.withArray("StreamInfoList").add(info(stream)));
        reply.withArray("StreamInfoList");
        return found.size() > size
                ? reply.put("NextToken", tokenOf(page.get(size - 1).name()))
                : reply.putNull("NextToken");
    }

    private static String prefix(JsonRequest request) {
        return request.object("StreamNameCondition")
                .map(
                        condition -> {
                            String operator =
                                    condition.text("ComparisonOperator").orElse("BEGINS_WITH");
                            if (!operator.equals("BEGINS_WITH")) {
                                throw ServiceException.invalidArgument(
                                        "Unknown ComparisonOperator " + operator);
                            }
                            return condition.text("ComparisonValue").orElse("");
                        })
                .orElse("");
    }

    private static ObjectNode info(StoredStream stream) {
        StreamSettings settings = stream.settings();
        return object().put("DeviceName", settings.deviceName())
                .put("StreamName", settings.name())
                .put("StreamARN", settings.arn())
                .put("MediaType", settings.mediaType())
                .put("KmsKeyId", settings.kmsKeyId())
                .put("Version", settings.version())
                .put("Status", "ACTIVE")
                .putRawValue("CreationTime", Times.seconds(stream.creationTime()))
                .put("DataRetentionInHours", settings.retention().hours())
                .putNull("IngestionConfiguration");
    }

    private static String tokenOf(String name) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(name.getBytes(StandardCharsets.UTF_8));
    }

    private static String nameOf(String token) {
        try {
            return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw ServiceException.invalidArgument("NextToken is not one of this service");
        }
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
