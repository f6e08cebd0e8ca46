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

package io.github.flinkkvs.media.source.reader;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/**
 * A service that gets stuck in one phase of each session, or never comes to an end of it, on bare
 * sockets, so that no library gives up where the test does not want it to.
 */
final class StuckService implements AutoCloseable {

    /** Where it gets stuck. */
    enum Phase {
        TLS_NOT_ANSWERED,
        GET_DATA_ENDPOINT_NOT_ANSWERED,
        GET_DATA_ENDPOINT_WITHOUT_BODY,
        DATA_PLANE_NOT_CONNECTING,
        GET_MEDIA_NOT_ANSWERED,
        GET_MEDIA_REFUSED_AGAIN_AND_AGAIN,
        HEAD_WITHOUT_BODY,
        IN_FRONT_TAGS,
        IN_CLUSTER,
        IN_TRAILER,
        SINGLE_BYTES,
        ENDLESS_MEDIA,
        ENDLESS_MEDIA_THAT_NOBODY_TAKES;

        /** Whether a whole fragment precedes it, by which one sees that it is reached. */
        boolean beginsWithFragment() {
            return switch (this) {
                case IN_FRONT_TAGS, IN_CLUSTER, IN_TRAILER, SINGLE_BYTES, ENDLESS_MEDIA -> true;
                default -> false;
            };
        }
    }

    private static final int FRAME_BYTES = 20_000;
    private static final Pattern LENGTH = Pattern.compile("(?i)content-length: *(\\d+)");

    private final Phase phase;
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ServerSocket fullBacklog =
            new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final List<SocketChannel> fillers = new ArrayList<>();
    private final AtomicInteger sessions = new AtomicInteger();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> reached = new CompletableFuture<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final Semaphore pushed = new Semaphore(0);
    private final Semaphore accepted = new Semaphore(0);

    StuckService(Phase phase) throws IOException {
        this.phase = phase;
        if (phase == Phase.DATA_PLANE_NOT_CONNECTING) {
            fillBacklog();
        }
        inBackground(
                () -> {
                    while (true) {
                        Socket socket = server.accept();
                        open.add(socket);
                        accepted.release();
                        inBackground(() -> serve(socket));
                    }
                });
    }

    /** Connections that nobody accepts use the backlog up; the next ones are not answered. */
    private void fillBacklog() throws IOException {
        for (int i = 0; i < 4; i++) {
            SocketChannel filler = SocketChannel.open();
            fillers.add(filler);
            filler.configureBlocking(false);
            filler.connect(fullBacklog.getLocalSocketAddress());
        }
    }

    URI endpoint() {
        String scheme = phase == Phase.TLS_NOT_ANSWERED ? "https" : "http";
        return address(scheme, server);
    }

    private static URI address(String scheme, ServerSocket socket) {
        return URI.create(scheme + "://127.0.0.1:" + socket.getLocalPort());
    }

    /** Waits until a session has come to the phase. */
    void awaitReached() throws InterruptedException {
        reached.orTimeout(20, TimeUnit.SECONDS).join();
        while (phase == Phase.ENDLESS_MEDIA_THAT_NOBODY_TAKES
                && pushed.tryAcquire(200, TimeUnit.MILLISECONDS)) {
            pushed.drainPermits();
        }
    }

    /** Returns whether the client has asked for a stream, as far as one can tell. */
    boolean wasAskedFor(String stream) {
        return phase == Phase.TLS_NOT_ANSWERED
                ? accepted.availablePermits() > 1
                : requests.stream().anyMatch(body -> body.contains('"' + stream + '"'));
    }

    int openConnections() {
        return open.size();
    }

    /** Returns how many sessions are being served. */
    int openSessions() {
        return sessions.get();
    }

    private void serve(Socket socket) throws IOException {
        try (socket) {
            Connection connection = new Connection(socket);
            if (phase == Phase.TLS_NOT_ANSWERED) {
                connection.hold();
            }
            while (true) {
                String request = connection.read();
                requests.add(request);
                if (request.startsWith("POST /getDataEndpoint")) {
                    locate(connection);
                } else {
                    play(connection);
                }
            }
        } finally {
            open.remove(socket);
        }
    }

    private void locate(Connection connection) throws IOException {
        switch (phase) {
            case GET_DATA_ENDPOINT_NOT_ANSWERED -> connection.hold();
            case GET_DATA_ENDPOINT_WITHOUT_BODY -> {
                connection.text("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{");
                connection.hold();
            }
            case DATA_PLANE_NOT_CONNECTING -> {
                connection.json(200, "{\"DataEndpoint\":\"" + address("http", fullBacklog) + "\"}");
                reached.complete(null);
            }
            default ->
                    connection.json(200, "{\"DataEndpoint\":\"" + address("http", server) + "\"}");
        }
    }

    private void play(Connection connection) throws IOException {
        switch (phase) {
            case GET_MEDIA_NOT_ANSWERED -> connection.hold();
            case GET_MEDIA_REFUSED_AGAIN_AND_AGAIN -> {
                connection.json(500, "{}");
                reached.complete(null);
            }
            default -> {
                connection.text("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                sessions.incrementAndGet();
                try {
                    stream(connection);
                } finally {
                    sessions.decrementAndGet();
                }
            }
        }
    }

    private void stream(Connection connection) throws IOException {
        int front = TestingChunk.front(2).length;
        int cluster = chunk(2).length - TestingChunk.trailer(2).length;
        switch (phase) {
            case IN_FRONT_TAGS -> connection.fragmentAndBytesOfTheNext(front - 10);
            case IN_CLUSTER -> connection.fragmentAndBytesOfTheNext(cluster - 10);
            case IN_TRAILER -> connection.fragmentAndBytesOfTheNext(cluster + 10);
            case SINGLE_BYTES -> connection.singleBytes();
            case ENDLESS_MEDIA, ENDLESS_MEDIA_THAT_NOBODY_TAKES -> connection.endlessMedia();
            default -> connection.hold();
        }
    }

    private static byte[] chunk(int n) {
        return TestingChunk.chunk(n, FRAME_BYTES);
    }

    @Override
    public void close() throws IOException {
        closed.complete(null);
        server.close();
        fullBacklog.close();
        for (Socket socket : open) {
            socket.close();
        }
        for (SocketChannel filler : fillers) {
            filler.close();
        }
    }

    private static void inBackground(Task task) {
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                task.run();
                            } catch (IOException e) {
                                // The connection is gone, which is what the client is to do.
                            }
                        },
                        "stuck-service");
        thread.setDaemon(true);
        thread.start();
    }

    private interface Task {
        void run() throws IOException;
    }

    private final class Connection {

        private final InputStream in;
        private final OutputStream out;

        Connection(Socket socket) throws IOException {
            in = socket.getInputStream();
            out = socket.getOutputStream();
        }

        /** Reads a request: head and body as one text. */
        String read() throws IOException {
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
                int next = in.read();
                if (next < 0) {
                    throw new IOException("closed");
                }
                head.write(next);
            }
            Matcher length = LENGTH.matcher(head.toString(ISO_8859_1));
            byte[] body = in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
            return head.toString(ISO_8859_1) + new String(body, ISO_8859_1);
        }

        void text(String text) throws IOException {
            out.write(text.getBytes(ISO_8859_1));
            out.flush();
        }

        void json(int status, String body) throws IOException {
            text(
                    "HTTP/1.1 "
                            + status
                            + " .\r\nContent-Length: "
                            + body.length()
                            + "\r\n\r\n"
                            + body);
        }

        void bytes(byte[] bytes) throws IOException {
            byte[] size = (Integer.toHexString(bytes.length) + "\r\n").getBytes(ISO_8859_1);
            out.write(TestingChunk.join(size, bytes, new byte[] {'\r', '\n'}));
            out.flush();
        }

        void fragmentAndBytesOfTheNext(int bytes) throws IOException {
            bytes(TestingChunk.join(chunk(1), Arrays.copyOf(chunk(2), bytes)));
            hold();
        }

        void singleBytes() throws IOException {
            bytes(chunk(1));
            reached.complete(null);
            for (byte next : chunk(2)) {
                bytes(new byte[] {next});
                awaitTick();
            }
            hold();
        }

        private void awaitTick() throws IOException {
            try {
                closed.copy().completeOnTimeout(null, 10, TimeUnit.MILLISECONDS).get();
            } catch (Exception e) {
                throw new IOException(e);
            }
        }

        void endlessMedia() throws IOException {
            for (int n = 1; true; n++) {
                bytes(chunk(n));
                reached.complete(null);
                pushed.release();
            }
        }

        /** Does nothing until the client closes the connection. */
        void hold() throws IOException {
            reached.complete(null);
            in.transferTo(OutputStream.nullOutputStream());
            throw new IOException("closed");
        }
    }
}
