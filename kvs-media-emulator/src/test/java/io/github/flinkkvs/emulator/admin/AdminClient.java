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

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Speaks to {@code /emulator/} as curl would. */
final class AdminClient {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI root;

    AdminClient(URI endpoint) {
        root = endpoint.resolve("/emulator/");
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(root.resolve(path)).timeout(Duration.ofSeconds(10));
    }

    HttpResponse<byte[]> send(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofByteArray());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    HttpResponse<byte[]> get(String path) {
        return send(request(path).build());
    }

    HttpResponse<byte[]> post(String path, String json) {
        return send(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(json))
                        .build());
    }

    HttpResponse<byte[]> delete(String path) {
        return send(request(path).DELETE().build());
    }

    /** Reads the first bytes of a session that stays open as long as the stream does. */
    InputStream openGetMedia(URI dataEndpoint, String stream) throws IOException {
        HttpRequest request =
                HttpRequest.newBuilder(dataEndpoint.resolve("/getMedia"))
                        .POST(
                                BodyPublishers.ofString(
                                        "{\"StreamName\":\""
                                                + stream
                                                + "\",\"StartSelector\":"
                                                + "{\"StartSelectorType\":\"EARLIEST\"}}"))
                        .build();
        try {
            InputStream body = client.send(request, BodyHandlers.ofInputStream()).body();
            body.readNBytes(100);
            return body;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    JsonNode status() {
        return json(get("status"));
    }

    static JsonNode json(HttpResponse<byte[]> response) {
        try {
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static String error(HttpResponse<byte[]> response) {
        return json(response).path("error").textValue();
    }
}
