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

package io.github.flinkkvs.emulator.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.QueryStringDecoder;

import java.nio.charset.StandardCharsets;

/**
 * A request without its connection.
 *
 * @param path decoded, without the query
 */
record AdminRequest(String method, String path, String body) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Copies what it needs. */
    static AdminRequest of(FullHttpRequest request) {
        return new AdminRequest(
                request.method().name(),
                new QueryStringDecoder(request.uri()).path(),
                request.content().toString(StandardCharsets.UTF_8));
    }

    /** The body, which may be left out. */
    ObjectNode json() {
        try {
            JsonNode node = body.isBlank() ? JSON.createObjectNode() : JSON.readTree(body);
            if (node instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw new AdminException(400, "The body is no JSON: " + e.getOriginalMessage());
        }
        throw new AdminException(400, "The body must be a JSON object, such as {}");
    }

    /** A text of the body. */
    String text(String member, String example) {
        JsonNode value = json().path(member);
        if (!value.isTextual()) {
            throw new AdminException(
                    400, "The body must have \"" + member + "\" as a string: " + example);
        }
        return value.textValue();
    }
}
