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
import io.github.flinkkvs.emulator.store.StreamStore;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufInputStream;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A request's body, read member by member; whatever does not fit becomes a service error. */
final class JsonRequest {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    /** Bounds what an instant can be made of, as the number may have any exponent. */
    private static final BigDecimal LAST_SECOND = BigDecimal.valueOf(253_402_300_799L);

    private final JsonNode body;

    private JsonRequest(JsonNode body) {
        this.body = body;
    }

    static JsonRequest parse(ByteBuf bytes) {
        if (!bytes.isReadable()) {
            return new JsonRequest(JSON.createObjectNode());
        }
        JsonNode body;
        try (ByteBufInputStream in = new ByteBufInputStream(bytes)) {
            body = JSON.readTree(in);
        } catch (IOException e) {
            throw notJson();
        }
        if (!body.isObject()) {
            throw notJson();
        }
        return new JsonRequest(body);
    }

    Optional<String> text(String member) {
        JsonNode node = body.path(member);
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        if (!node.isTextual()) {
            throw ServiceException.invalidArgument(member + " must be a string");
        }
        return Optional.of(node.textValue());
    }

    String requiredText(String member) {
        return text(member)
                .filter(value -> !value.isEmpty())
                .orElseThrow(() -> ServiceException.invalidArgument(member + " is missing"));
    }

    /** A text that must match a pattern if it is there. */
    Optional<String> text(String member, String pattern) {
        Optional<String> value = text(member);
        if (value.isPresent() && !value.get().matches(pattern)) {
            throw ServiceException.invalidArgument(member + " must match " + pattern);
        }
        return value;
    }

    String requiredText(String member, String pattern) {
        requiredText(member);
        return text(member, pattern).orElseThrow();
    }

    /** Texts by key; none if the member is missing. */
    Map<String, String> textMap(String member) {
        Map<String, String> texts = new LinkedHashMap<>();
        body.path(member)
                .fields()
                .forEachRemaining(entry -> texts.put(entry.getKey(), text(entry.getValue())));
        return texts;
    }

    /** A list of texts; empty if the member is missing. */
    List<String> texts(String member) {
        List<String> texts = new ArrayList<>();
        body.path(member).forEach(node -> texts.add(text(node)));
        return texts;
    }

    private static String text(JsonNode node) {
        if (!node.isTextual()) {
            throw ServiceException.invalidArgument("A string was expected, not " + node);
        }
        return node.textValue();
    }

    int integer(String member, int defaultValue) {
        JsonNode node = body.path(member);
        if (node.isMissingNode() || node.isNull()) {
            return defaultValue;
        }
        if (!node.canConvertToInt()) {
            throw ServiceException.invalidArgument(member + " must be a number");
        }
        return node.intValue();
    }

    /** A time as the service takes it: epoch seconds with fraction. */
    Instant requiredInstant(String member) {
        JsonNode node = body.path(member);
        if (!node.isNumber()) {
            throw ServiceException.invalidArgument(member + " is missing or no number");
        }
        BigDecimal seconds = node.decimalValue();
        if (seconds.signum() < 0 || seconds.compareTo(LAST_SECOND) > 0) {
            throw ServiceException.invalidArgument(member + " is no time");
        }
        return Instant.ofEpochMilli(seconds.movePointRight(3).longValue());
    }

    Optional<JsonRequest> object(String member) {
        JsonNode node = body.path(member);
        return node.isObject() ? Optional.of(new JsonRequest(node)) : Optional.empty();
    }

    JsonRequest requiredObject(String member) {
        return object(member)
                .orElseThrow(() -> ServiceException.invalidArgument(member + " is missing"));
    }

    /** The stream that the request names, by name or by ARN but not by both. */
    StoredStream stream(StreamStore streams) {
        Optional<String> name = text("StreamName");
        Optional<String> arn = text("StreamARN");
        if (name.isPresent() == arn.isPresent()) {
            throw ServiceException.invalidArgument(
                    "Exactly one of StreamName and StreamARN is needed");
        }
        return name.flatMap(streams::byName)
                .or(() -> arn.flatMap(streams::byArn))
                .orElseThrow(() -> ServiceException.notFound(name.or(() -> arn).orElse("")));
    }

    /** The name of the stream that is meant, however it is named; empty if none that exists is. */
    String namedStream(StreamStore streams) {
        return text("StreamName")
                .flatMap(streams::byName)
                .or(() -> text("StreamARN").flatMap(streams::byArn))
                .map(StoredStream::name)
                .orElse("");
    }

    private static ServiceException notJson() {
        return new ServiceException(
                400, "SerializationException", "The request's body is not a JSON object");
    }
}
