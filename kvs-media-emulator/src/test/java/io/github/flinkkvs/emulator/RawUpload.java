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

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/** A PutMedia call over a bare socket. */
final class RawUpload implements AutoCloseable {
    static final String RELATIVE =
            "x-amzn-fragment-timecode-type: RELATIVE\r\n"
                    + "x-amzn-producer-start-timestamp: 1777633200.25\r\n";

    private final RawSession session;

    private RawUpload(RawSession session) {
        this.session = session;
    }

    static RawUpload to(KvsEmulator emulator, String stream) throws IOException {
        return new RawUpload(
                new RawSession(
                        emulator.dataEndpoint("PUT_MEDIA"),
                        head("/putMedia", "x-amzn-stream-name: " + stream + "\r\n" + RELATIVE)));
    }

    static String head(String target, String headers) {
        return unsignedHead(target, RawSession.SIGNATURE + headers);
    }

    static String unsignedHead(String target, String headers) {
        return "POST "
                + target
                + " HTTP/1.1\r\nHost: test\r\ntransfer-encoding: chunked\r\n"
                + headers
                + "\r\n";
    }

    /** Sends media as one HTTP chunk. */
    RawUpload send(byte[] media) throws IOException {
        session.send(chunk(media));
        return this;
    }

    static byte[] chunk(byte[] media) {
        byte[] head =
                (Integer.toHexString(media.length) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] all = new byte[head.length + media.length + 2];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(media, 0, all, head.length, media.length);
        all[all.length - 2] = '\r';
        all[all.length - 1] = '\n';
        return all;
    }

    RawUpload end() throws IOException {
        session.send("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return this;
    }

    RawSession session() {
        return session;
    }

    /** The types of so many acks, which it waits for. */
    String acks(int count) throws IOException {
        return session.readLines(count)
                .lines()
                .map(line -> line.split("\"", 5)[3])
                .collect(Collectors.joining(" "));
    }

    @Override
    public void close() throws IOException {
        session.close();
    }
}
