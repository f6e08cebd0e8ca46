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

package io.github.flinkkvs.media.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import static java.nio.charset.StandardCharsets.UTF_8;

/** As much of the Security Token Service as gives temporary credentials, or refuses to. */
public final class ScriptedSts implements AutoCloseable {

    /** A request: its form, and the header that signs it. */
    public record Request(Map<String, String> form, String authorization) {}

    private final HttpServer server;
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private volatile Optional<Answer> other = Optional.empty();

    /** What is said in place of credentials; an answer without a body closes the connection. */
    private record Answer(int status, String body, CompletableFuture<Void> when) {}

    /** Listens on a free port of loopback. */
    public ScriptedSts() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Returns its address. */
    public String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Refuses the role from now on. */
    public void refuse() {
        refuse(403, "AccessDenied");
    }

    void refuse(int status, String code) {
        other =
                Optional.of(
                        new Answer(status, refusal(code), CompletableFuture.completedFuture(null)));
    }

    /** Closes the connection in place of an answer. */
    void hangUp() {
        other = Optional.of(new Answer(0, "", CompletableFuture.completedFuture(null)));
    }

    /** Takes requests, and says nothing until it is closed. */
    void fallSilent() {
        other = Optional.of(new Answer(0, "", closed));
    }

    /** Returns what was asked so far. */
    public List<Request> requests() {
        return List.copyOf(requests);
    }

    private void answer(HttpExchange exchange) throws IOException {
        Map<String, String> form = new TreeMap<>();
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        for (String field : body.split("&", -1)) {
            String[] pair = field.split("=", 2);
            form.put(pair[0], URLDecoder.decode(pair[1], UTF_8));
        }
        requests.add(new Request(form, exchange.getRequestHeaders().getFirst("Authorization")));
        Answer answer =
                other.orElseGet(
                        () ->
                                new Answer(
                                        200,
                                        credentials(form.get("Action")),
                                        CompletableFuture.completedFuture(null)));
        answer.when().join();
        byte[] text = answer.body().getBytes(UTF_8);
        if (text.length > 0) {
            exchange.getResponseHeaders().set("Content-Type", "text/xml");
            exchange.sendResponseHeaders(answer.status(), text.length);
            exchange.getResponseBody().write(text);
        }
        exchange.close();
    }

    private static String credentials(String action) {
        return String.format(
                "<%1$sResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><%1$sResult>"
                        + "<Credentials><AccessKeyId>ASIATEMPORARY</AccessKeyId>"
                        + "<SecretAccessKey>temporary-secret</SecretAccessKey>"
                        + "<SessionToken>temporary-token</SessionToken>"
                        + "<Expiration>2999-01-01T00:00:00Z</Expiration></Credentials>"
                        + "</%1$sResult><ResponseMetadata><RequestId>sts-1</RequestId>"
                        + "</ResponseMetadata></%1$sResponse>",
                action);
    }

    private static String refusal(String code) {
        return "<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error>"
                + "<Type>Sender</Type><Code>"
                + code
                + "</Code>"
                + "<Message>may not assume the role</Message></Error>"
                + "<RequestId>sts-2</RequestId></ErrorResponse>";
    }

    @Override
    public void close() {
        closed.complete(null);
        server.stop(0);
    }
}
