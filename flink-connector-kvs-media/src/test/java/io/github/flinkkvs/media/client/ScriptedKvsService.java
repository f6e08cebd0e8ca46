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

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The service as it is on the wire, on bare sockets, so that a test decides about every byte and
 * sees when the client closes its connection.
 *
 * <p>Each path has a script: answers given in turn, the last one again and again. Without a script
 * GetDataEndpoint names this server, and GetMedia is accepted and stays silent.
 */
final class ScriptedKvsService implements AutoCloseable {

    /** A request as it arrived; names of headers are in lower case. */
    record Request(String path, Map<String, String> headers, String body) {}

    /** What is done about a request. */
    interface Answer {
        void give(Connection connection) throws IOException;
    }

    private final ServerSocket server;
    private final Map<String, Deque<Answer>> scripts = new ConcurrentHashMap<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile CompletableFuture<Void> clientGone = new CompletableFuture<>();

    ScriptedKvsService() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        inBackground(this::acceptAll);
        reset();
    }

    /** Begins anew: nothing was asked, and only what every service does is scripted. */
    void reset() {
        requests.clear();
        clientGone = new CompletableFuture<>();
        script("/getDataEndpoint", Answers.json("{\"DataEndpoint\":\"" + uri() + "\"}"));
        script("/getMedia", Answers.media());
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    ScriptedKvsService script(String path, Answer... answers) {
        scripts.put(path, new ArrayDeque<>(List.of(answers)));
        return this;
    }

    List<Request> requests(String path) {
        return requests.stream().filter(request -> request.path().equals(path)).toList();
    }

    List<String> bodies(String path) {
        return requests(path).stream().map(Request::body).toList();
    }

    /** Completes when a client has closed the connection of an answer that was being held open. */
    CompletableFuture<Void> clientGone() {
        return clientGone;
    }

    private void acceptAll() throws IOException {
        while (true) {
            Socket socket = server.accept();
            sockets.add(socket);
            inBackground(() -> serve(socket));
        }
    }

    private void serve(Socket socket) throws IOException {
        try (socket) {
            Connection connection = new Connection(socket);
            Request request = connection.read();
            while (request != null && !socket.isClosed()) {
                requests.add(request);
                connection.gone = clientGone;
                next(request.path()).give(connection);
                request = socket.isClosed() ? null : connection.read();
            }
        } finally {
            sockets.remove(socket);
        }
    }

    private Answer next(String path) {
        Deque<Answer> script = scripts.get(path);
        if (script == null) {
            return Answers.error(400, "UnscriptedException", path);
        }
        synchronized (script) {
            return script.size() > 1 ? script.remove() : script.element();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private static void inBackground(Task task) {
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                task.run();
                            } catch (IOException e) {
                                // The connection is gone, which clients may do at any time.
                            }
                        },
                        "scripted-kvs-service");
        thread.setDaemon(true);
        thread.start();
    }

    private interface Task {
        void run() throws IOException;
    }

    /** One connection of a client, with what answers need. */
    final class Connection {

        private final Socket socket;
        private final InputStream in;
        private final OutputStream out;
        private CompletableFuture<Void> gone = clientGone;

        private Connection(Socket socket) throws IOException {
            this.socket = socket;
            // What lies here is not the client's doing: it must not blur what the client holds.
            socket.setSendBufferSize(64 << 10);
            this.in = new BufferedInputStream(socket.getInputStream());
            this.out = socket.getOutputStream();
        }

        private Request read() throws IOException {
            String first = line();
            if (first == null) {
                return null;
            }
            Map<String, String> headers = new TreeMap<>();
            for (String header = line(); !header.isEmpty(); header = line()) {
                int colon = header.indexOf(':');
                headers.put(
                        header.substring(0, colon).toLowerCase(Locale.ROOT),
                        header.substring(colon + 1).trim());
            }
            int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
            return new Request(
                    first.split(" ", -1)[1], headers, new String(in.readNBytes(length), UTF_8));
        }

        private String line() throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int b = in.read(); b != '\n'; b = in.read()) {
                if (b < 0) {
                    return null;
                }
                line.write(b);
            }
            return line.toString(US_ASCII).strip();
        }

        void head(int status, String... headers) throws IOException {
            text("HTTP/1.1 " + status + " Status\r\n" + String.join("\r\n", headers) + "\r\n\r\n");
        }

        void text(String text) throws IOException {
            out.write(text.getBytes(UTF_8));
            out.flush();
        }

        void chunk(byte[] bytes) throws IOException {
            text(Integer.toHexString(bytes.length) + "\r\n");
            out.write(bytes);
            text("\r\n");
        }

        void cut() throws IOException {
            socket.close();
        }

        /** Closes with a reset in place of an orderly end. */
        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        /** Does nothing until the client closes the connection. */
        void hold() {
            try {
                in.transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                // Reset, which is one way to close.
            }
            gone.complete(null);
        }

        void isGone() {
            gone.complete(null);
        }
    }
}
