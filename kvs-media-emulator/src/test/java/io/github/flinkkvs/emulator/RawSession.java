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

package io.github.flinkkvs.emulator;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A GetMedia call over a bare socket, which shows what HTTP clients smooth over. */
final class RawSession implements AutoCloseable {

    /** How the body stopped. */
    enum End {
        CLEAN,
        ABRUPT,
        RESET,
        SILENT
    }

    /** Of the right form and no value. */
    static final String SIGNATURE =
            "x-amz-date: 20240101T000000Z\r\n"
                    + "Authorization: AWS4-HMAC-SHA256 Credential=any/20240101/us-east-1/"
                    + "kinesisvideo/aws4_request, SignedHeaders=host;x-amz-date, Signature="
                    + "0".repeat(64)
                    + "\r\n";

    private static final int PATIENCE_MILLIS = 10_000;

    private final Socket socket;
    private final DataInputStream in;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final Map<String, String> headers = new TreeMap<>();
    private final int status;
    private final boolean continued;
    private int leftOfChunk;
    private End end;

    RawSession(URI endpoint, String path, String json) throws IOException {
        this(
                endpoint,
                "POST "
                        + path
                        + " HTTP/1.1\r\nHost: test\r\nContent-Type: application/json\r\n"
                        + SIGNATURE
                        + "Content-Length: "
                        + json.length()
                        + "\r\n\r\n"
                        + json);
    }

    /** Sends a request as it stands and reads the head of what is answered to it. */
    RawSession(URI endpoint, String request) throws IOException {
        socket = new Socket(endpoint.getHost(), endpoint.getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        int first = readHead();
        continued = first == 100;
        status = continued ? readHead() : first;
    }

    private int readHead() throws IOException {
        int code = Integer.parseInt(line().split(" ", 3)[1]);
        for (String line = line(); !line.isEmpty(); line = line()) {
            String[] pair = line.split(": ", 2);
            headers.put(pair[0].toLowerCase(Locale.ROOT), pair[1]);
        }
        return code;
    }

    static RawSession getMedia(KvsEmulator emulator, String stream, String selector)
            throws IOException {
        return new RawSession(
                emulator.dataEndpoint("GET_MEDIA"),
                "/getMedia",
                "{\"StreamName\":\"" + stream + "\",\"StartSelector\":{" + selector + "}}");
    }

    static RawSession earliest(KvsEmulator emulator, String stream) throws IOException {
        return getMedia(emulator, stream, "\"StartSelectorType\":\"EARLIEST\"");
    }

    int status() {
        return status;
    }

    /** Whether the answer was preceded by leave to send the body. */
    boolean continued() {
        return continued;
    }

    String header(String lowerCaseName) {
        return headers.get(lowerCaseName);
    }

    /** The body of an answer that says its length. */
    String plainBody() throws IOException {
        byte[] bytes = new byte[Integer.parseInt(header("content-length"))];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Everything read so far. */
    byte[] body() {
        return body.toByteArray();
    }

    /** Reads so many bytes of the body in all, or fewer if it ends. */
    byte[] readTo(int total) throws IOException {
        while (body.size() < total && end == null) {
            read(total - body.size());
        }
        return body();
    }

    End readToEnd() throws IOException {
        return readToEnd(PATIENCE_MILLIS);
    }

    /** Reads until the body holds so many lines, or ends. */
    String readLines(int count) throws IOException {
        while (new String(body(), StandardCharsets.UTF_8).lines().count() < count && end == null) {
            read(Integer.MAX_VALUE);
        }
        return new String(body(), StandardCharsets.UTF_8);
    }

    /** Sends more of the request. */
    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** Reads until the body ends, or stays silent for so long. */
    End readToEnd(int silenceMillis) throws IOException {
        socket.setSoTimeout(silenceMillis);
        while (end == null) {
            read(Integer.MAX_VALUE);
        }
        return end;
    }

    /** Goes on to read after a silence. */
    void goOn() throws IOException {
        if (end == End.SILENT) {
            end = null;
            socket.setSoTimeout(PATIENCE_MILLIS);
        }
    }

    private void read(int most) throws IOException {
        try {
            if (leftOfChunk == 0) {
                leftOfChunk = Integer.parseInt(line(), 16);
                if (leftOfChunk == 0) {
                    end = End.CLEAN;
                    return;
                }
            }
            byte[] some = new byte[Math.min(most, leftOfChunk)];
            int length = in.read(some);
            if (length < 0) {
                throw new EOFException();
            }
            body.write(some, 0, length);
            leftOfChunk -= length;
            if (leftOfChunk == 0) {
                line();
            }
        } catch (EOFException e) {
            end = End.ABRUPT;
        } catch (SocketTimeoutException e) {
            end = End.SILENT;
        } catch (SocketException e) {
            end = End.RESET;
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.readUnsignedByte(); c != '\n'; c = in.readUnsignedByte()) {
            line.append((char) c);
        }
        return line.toString().trim();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
