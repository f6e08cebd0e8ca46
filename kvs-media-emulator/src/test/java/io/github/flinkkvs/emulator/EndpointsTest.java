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

import io.github.flinkkvs.emulator.session.SessionEnd;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.kinesisvideo.KinesisVideoClient;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EndpointsTest {
    private static final String EARLIEST =
            "{\"StreamName\":\"door\",\"StartSelector\":{\"StartSelectorType\":\"EARLIEST\"}}";

    private final KvsEmulator emulator = KvsEmulator.start();

    @BeforeEach
    void createStream() {
        emulator.createStream("door");
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"PUT_MEDIA", "GET_MEDIA", "LIST_FRAGMENTS", "GET_MEDIA_FOR_FRAGMENT_LIST"})
    void eachDataApiHasAnEndpointOfItsOwn(String api) {
        assertThat(asked(emulator, api))
                .isEqualTo(emulator.dataEndpoint(api).toString())
                .isNotEqualTo(emulator.endpoint().toString());
    }

    @Test
    void aDataCallToTheControlPlaneIsRefusedInXml() throws IOException {
        try (RawSession reply = new RawSession(emulator.endpoint(), "/getMedia", EARLIEST)) {
            assertThat(reply.status()).isEqualTo(403);
            assertThat(reply.plainBody()).startsWith("<AccessDeniedException>");
        }
    }

    @Test
    void getMediaAtTheEndpointOfAnotherApiIsAnInvalidEndpoint() throws IOException {
        try (RawSession reply =
                new RawSession(emulator.dataEndpoint("PUT_MEDIA"), "/getMedia", EARLIEST)) {
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.header("x-amzn-errortype")).startsWith("InvalidEndpointException:");
        }
    }

    @Test
    void putMediaAtAWrongEndpointIsAnsweredAheadOfItsMedia() throws IOException {
        String head = RawUpload.head("/putMedia", "x-amzn-stream-name: door\r\n");
        try (RawSession other = new RawSession(emulator.dataEndpoint("GET_MEDIA"), head);
                RawSession control = new RawSession(emulator.endpoint(), head)) {
            assertThat(other.status()).isEqualTo(400);
            assertThat(other.header("x-amzn-errortype")).startsWith("InvalidEndpointException:");
            assertThat(other.plainBody()).contains("PUT_MEDIA");
            assertThat(control.status()).isEqualTo(403);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "evil/path?", "user@host", "::1"})
    void aHostThatIsNoneIsRefused(String host) throws IOException {
        InetAddress any = InetAddress.getByName("0.0.0.0");
        String body = "{\"StreamName\":\"door\",\"APIName\":\"GET_MEDIA\"}";
        try (KvsEmulator open = KvsEmulator.builder().address(any).start()) {
            open.createStream("door");
            String request =
                    "POST /getDataEndpoint HTTP/1.1\r\nHost: "
                            + host
                            + "\r\n"
                            + RawSession.SIGNATURE
                            + "Content-Length: "
                            + body.length()
                            + "\r\n\r\n"
                            + body;
            try (RawSession reply = new RawSession(open.endpoint(), request)) {
                assertThat(reply.status()).isEqualTo(400);
                assertThat(reply.plainBody()).contains("Host header");
            }
        }
    }

    @Test
    void mediaToAClientThatWantsItClosedEndsTheConnection() throws IOException {
        Clock early = Clock.fixed(Instant.parse("2026-11-03T04:05:06Z"), ZoneOffset.UTC);
        try (KvsEmulator single = KvsEmulator.builder().singleEndpoint(true).clock(early).start()) {
            single.createStream("door").endEachSessionAfterBytes(() -> 0, SessionEnd.CLEAN);
            String request =
                    "POST /getMedia HTTP/1.1\r\nHost: test\r\nConnection: close\r\n"
                            + RawSession.SIGNATURE
                            + "Content-Length: "
                            + EARLIEST.length()
                            + "\r\n\r\n"
                            + EARLIEST;
            try (Socket socket =
                    new Socket(single.endpoint().getHost(), single.endpoint().getPort())) {
                socket.setSoTimeout(10_000);
                socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                String all =
                        new String(
                                socket.getInputStream().readAllBytes(),
                                StandardCharsets.ISO_8859_1);

                assertThat(all)
                        .contains("connection: close")
                        .contains("date: Tue, 03 Nov 2026 04:05:06 GMT")
                        .endsWith("\r\n0\r\n\r\n");
            }
        }
    }

    @Test
    void listFragmentsAtTheEndpointOfAnotherApiIsAnEmptyList() throws IOException {
        try (RawSession reply =
                new RawSession(
                        emulator.dataEndpoint("GET_MEDIA"),
                        "/listFragments",
                        "{\"StreamName\":\"door\"}")) {
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.plainBody()).isEqualTo("{\"Fragments\":[],\"NextToken\":null}");
        }
    }

    @Test
    void whatIsNotEmulatedSaysSo() throws IOException {
        try (RawSession reply =
                new RawSession(emulator.dataEndpoint("LIST_FRAGMENTS"), "/getClip", "{}")) {
            assertThat(reply.status()).isEqualTo(501);
            assertThat(reply.plainBody()).contains("/getClip");
        }
        assertThat(asked(emulator, "GET_CLIP")).startsWith("http://");
        assertThatThrownBy(() -> asked(emulator, "GET_TEA"))
                .hasMessageContaining("Unknown APIName GET_TEA");
    }

    @Test
    void aSingleEndpointServesEverything() throws IOException {
        try (KvsEmulator single = KvsEmulator.builder().singleEndpoint(true).start()) {
            single.createStream("door");

            assertThat(asked(single, "GET_MEDIA")).isEqualTo(single.endpoint().toString());
            try (RawSession reply = new RawSession(single.endpoint(), "/getMedia", EARLIEST)) {
                assertThat(reply.status()).isEqualTo(200);
            }
        }
    }

    @Test
    void itListensOnLoopbackUnlessToldOtherwise() throws UnknownHostException {
        assertThat(InetAddress.getByName(emulator.endpoint().getHost()).isLoopbackAddress())
                .isTrue();
        InetAddress any = InetAddress.getByName("0.0.0.0");
        try (KvsEmulator open = KvsEmulator.builder().address(any).start()) {
            open.createStream("door");

            assertThat(asked(open, "GET_MEDIA"))
                    .isEqualTo(open.dataEndpoint("GET_MEDIA").toString());
        }
    }

    private static String asked(KvsEmulator emulator, String api) {
        try (KinesisVideoClient client = SdkClients.control(emulator.endpoint())) {
            return client.getDataEndpoint(r -> r.streamName("door").apiName(api)).dataEndpoint();
        }
    }
}
