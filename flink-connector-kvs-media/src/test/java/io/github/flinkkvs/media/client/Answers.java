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

import io.github.flinkkvs.media.client.ScriptedKvsService.Answer;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Answers of the service for a {@link ScriptedKvsService}. */
final class Answers {

    static final String REQUEST_ID = "5a1b2c3d-0000-4444-8888-999999999999";
    static final String DATE = "Sun, 01 Mar 2026 10:00:00 GMT";

    private static final String[] MEDIA_HEADERS = {
        "Content-Type: video/webm",
        "Transfer-Encoding: chunked",
        "x-amzn-RequestId: " + REQUEST_ID,
        "Date: " + DATE
    };

    private Answers() {}

    static Answer json(String body) {
        return connection -> {
            connection.head(
                    200,
                    "Content-Type: application/json",
                    "x-amzn-RequestId: " + REQUEST_ID,
                    "Content-Length: " + body.getBytes(UTF_8).length);
            connection.text(body);
        };
    }

    /** An error with the suffix behind its name that the wire has and the guide does not show. */
    static Answer error(int status, String name, String message) {
        return refusal(
                status,
                "{\"Message\":\"" + message + "\"}",
                "x-amzn-ErrorType: " + name + ":https://kinesisvideo.amazonaws.com/doc/2017-09-30/",
                "x-amzn-RequestId: " + REQUEST_ID,
                "Content-Type: application/json");
    }

    /** What the control plane's host says to a call of the data plane. */
    static Answer xmlError() {
        return refusal(
                403,
                "<AccessDeniedException>\n  <Message>Unable to determine service/operation name"
                        + " to be authorized</Message>\n</AccessDeniedException>\n",
                "x-amzn-RequestId: " + REQUEST_ID,
                "Content-Type: application/xml");
    }

    /** An error with a body that begins with blanks, or has nothing else. */
    static Answer blankError(int status, String body, String name) {
        return refusal(
                status, body, "x-amzn-ErrorType: " + name, "x-amzn-RequestId: " + REQUEST_ID);
    }

    private static Answer refusal(int status, String body, String... headers) {
        return connection -> {
            String length = "Content-Length: " + body.getBytes(UTF_8).length;
            connection.head(status, String.join("\r\n", headers), length, "Connection: close");
            connection.text(body);
            connection.cut();
        };
    }

    /** What a proxy or a balancer says in the service's place. */
    static Answer html(int status) {
        return refusal(status, "<html>Try again</html>", "Content-Type: text/html");
    }

    static Answer redirect() {
        return refusal(301, "", "Location: http://127.0.0.1:1/");
    }

    /** Another protocol altogether. */
    static Answer noHttp() {
        return connection -> {
            connection.text("220 Welcome\r\n\r\n");
            connection.cut();
        };
    }

    /** Accepts, sends what there is, and stays silent until the client goes. */
    static Answer media(String... chunks) {
        return connection -> {
            connection.head(200, MEDIA_HEADERS);
            for (String chunk : chunks) {
                connection.chunk(chunk.getBytes(UTF_8));
            }
            connection.hold();
        };
    }

    /** Accepts, sends what there is, and ends as HTTP has it. */
    static Answer endedMedia(String... chunks) {
        return connection -> {
            connection.head(200, MEDIA_HEADERS);
            for (String chunk : chunks) {
                connection.chunk(chunk.getBytes(UTF_8));
            }
            connection.text("0\r\n\r\n");
        };
    }

    /** Accepts, and closes inside of a chunk. */
    static Answer cutMedia(String bytes) {
        return connection -> {
            connection.head(200, MEDIA_HEADERS);
            connection.text("1000\r\n" + bytes);
            connection.cut();
        };
    }

    /** Accepts and resets the connection once the test allows it. */
    static Answer resetMedia(Runnable before) {
        return connection -> {
            connection.head(200, MEDIA_HEADERS);
            before.run();
            connection.reset();
        };
    }

    static Answer mediaWithHeaders(String... headers) {
        return connection -> {
            connection.head(200, headers);
            connection.text("0\r\n\r\n");
        };
    }

    /** An answer that never ends, with as much of it as the client takes, which is counted. */
    static Answer endless(int status, AtomicLong pushed, String... headers) {
        byte[] piece = "x".repeat(16 << 10).getBytes(UTF_8);
        return connection -> {
            connection.head(status, String.join("\r\n", headers), "Transfer-Encoding: chunked");
            try {
                while (true) {
                    connection.chunk(piece);
                    pushed.addAndGet(piece.length);
                }
            } finally {
                connection.isGone();
            }
        };
    }

    /** Takes the request and says nothing. */
    static Answer silence() {
        return ScriptedKvsService.Connection::hold;
    }

    static Answer closedWithoutAWord() {
        return ScriptedKvsService.Connection::cut;
    }

    /** Sends as much as the client takes, up to a total, and counts it. */
    static Answer flood(long total, AtomicLong pushed) {
        byte[] piece = new byte[16 << 10];
        return connection -> {
            try {
                connection.head(200, MEDIA_HEADERS);
                while (pushed.get() < total) {
                    connection.chunk(piece);
                    pushed.addAndGet(piece.length);
                }
                connection.hold();
            } catch (IOException e) {
                connection.isGone();
            }
        };
    }
}
