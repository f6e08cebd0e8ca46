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

import io.github.flinkkvs.emulator.KvsEmulator;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

import static org.assertj.core.api.Assertions.assertThat;

/** What a web page of another site tries through the browser of whoever runs the emulator. */
class GuardTest {
    private static KvsEmulator emulator;
    private static AdminClient admin;

    @BeforeAll
    static void start() {
        emulator = KvsEmulator.start();
        admin = new AdminClient(emulator.endpoint());
    }

    @AfterAll
    static void stop() {
        emulator.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data"})
    void aFormThatNeedsNoLeaveIsRefused(String type) {
        HttpResponse<byte[]> answer =
                admin.send(
                        admin.request("limits")
                                .header("Content-Type", type)
                                .POST(BodyPublishers.ofString("{\"streams\":1}"))
                                .build());

        assertThat(answer.statusCode()).isEqualTo(415);
    }

    @Test
    void aPostWithoutATypeIsRefused() {
        HttpResponse<byte[]> answer =
                admin.send(admin.request("limits").POST(BodyPublishers.ofString("{}")).build());

        assertThat(answer.statusCode()).isEqualTo(415);
    }

    @Test
    void aBrowserThatAsksLeaveForAnotherSiteGetsNone() {
        HttpResponse<byte[]> answer =
                admin.send(
                        admin.request("limits")
                                .header("Origin", "https://evil.example")
                                .header("Access-Control-Request-Method", "POST")
                                .method("OPTIONS", BodyPublishers.noBody())
                                .build());

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().map().keySet())
                .noneMatch(name -> name.startsWith("access-control"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "null", "http://127.0.0.1:1"})
    void otherOriginsAreRefused(String origin) {
        assertThat(
                        admin.send(admin.request("status").header("Origin", origin).build())
                                .statusCode())
                .isEqualTo(403);
    }

    @Test
    void theOwnOriginIsServed() {
        String own = emulator.endpoint().toString();

        assertThat(admin.send(admin.request("status").header("Origin", own).build()).statusCode())
                .isEqualTo(200);
    }

    @Test
    void picturesAreNotForPagesOfOtherSitesButLinksToThePageAre() {
        assertThat(
                        admin.send(
                                        admin.request("status")
                                                .header("Sec-Fetch-Site", "cross-site")
                                                .header("Sec-Fetch-Mode", "no-cors")
                                                .build())
                                .statusCode())
                .isEqualTo(403);
        assertThat(
                        admin.send(
                                        admin.request("")
                                                .header("Sec-Fetch-Site", "cross-site")
                                                .header("Sec-Fetch-Mode", "navigate")
                                                .build())
                                .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "127.0.0.1.evil.example", "[evil]", ""})
    void hostsThatDnsMayHaveBentHereAreRefused(String host) throws IOException {
        assertThat(statusLine(emulator.endpoint(), host)).contains("403");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost", "LOCALHOST:8085", "kvs.localhost", "127.0.0.1:80", "[::1]:1"})
    void hostsThatCanOnlyBeHereAreServed(String host) throws IOException {
        assertThat(statusLine(emulator.endpoint(), host)).contains("200");
    }

    @Test
    void anEmulatorForOtherMachinesTakesAnyName() throws IOException {
        InetAddress everywhere = InetAddress.getByName("0.0.0.0");
        try (KvsEmulator open = KvsEmulator.builder().address(everywhere).start()) {
            assertThat(statusLine(open.endpoint(), "kvs.test.internal")).contains("200");
        }
    }

    private static String statusLine(URI endpoint, String host) throws IOException {
        try (Socket socket = new Socket(endpoint.getHost(), endpoint.getPort())) {
            socket.setSoTimeout(10_000);
            String request =
                    "GET /emulator/status HTTP/1.1\r\nHost: "
                            + host
                            + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new BufferedReader(
                            new InputStreamReader(
                                    socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
        }
    }
}
