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

package io.github.flinkkvs.examples.wall;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/**
 * The page of the wall, on loopback: {@code /} is the page, {@code /cameras} what is on the wall,
 * {@code /pictures/NAME} a camera's picture. Answers on threads of its own.
 */
final class WallPage implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int THREADS = 4;
    private static final String PICTURES = "/pictures/";

    /** Pages of other sites cannot bend their own names to this address. */
    private static final Pattern OWN_HOST =
            Pattern.compile("(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d+)?");

    private final Wall wall;
    private final byte[] page;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    WallPage(Wall wall, int port) throws IOException {
        this.wall = wall;
        try (InputStream file = WallPage.class.getResourceAsStream("wall.html")) {
            page = file.readAllBytes();
        }
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        try {
            server = HttpServer.create(address, 0);
        } catch (BindException e) {
            throw new IOException("Port " + port + " is taken: give another one for the page.", e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String host = exchange.getRequestHeaders().getFirst("Host");
            String path = exchange.getRequestURI().getPath();
            if (host == null || !OWN_HOST.matcher(host).matches()) {
                send(exchange, 403, "text/plain", new byte[0]);
            } else if (path.equals("/")) {
                send(exchange, 200, "text/html; charset=utf-8", page);
            } else if (path.equals("/cameras")) {
                send(exchange, 200, "application/json", JSON.writeValueAsBytes(cameras()));
            } else {
                sendPicture(exchange, path);
            }
        }
    }

    private void sendPicture(HttpExchange exchange, String path) throws IOException {
        Optional<CameraView> camera =
                path.startsWith(PICTURES)
                        ? wall.camera(path.substring(PICTURES.length()))
                        : Optional.empty();
        if (camera.isPresent()) {
            send(exchange, 200, "image/jpeg", camera.get().picture().toByteArray());
        } else {
            send(exchange, 404, "text/plain", new byte[0]);
        }
    }

    private ArrayNode cameras() {
        ArrayNode cameras = JSON.createArrayNode();
        for (CameraView camera : wall.cameras()) {
            cameras.addObject()
                    .put("name", camera.name())
                    .put("picture", PICTURES + camera.name() + "?" + camera.time().toEpochMilli())
                    .put("width", camera.picture().width())
                    .put("height", camera.picture().height())
                    .put("time", camera.timeText())
                    .put("silence", camera.isSilent() ? camera.silenceText() : null);
        }
        return cameras;
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body)
            throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.getResponseHeaders()
                .set("Content-Security-Policy", "default-src 'self' 'unsafe-inline'");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
