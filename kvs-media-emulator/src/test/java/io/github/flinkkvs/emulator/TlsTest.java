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

import io.github.flinkkvs.emulator.mkv.MatroskaElements;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Instant;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** All endpoints speak TLS if told to, with the certificate they are given. */
class TlsTest {
    private static final String PASSWORD = "change-me";

    @TempDir private Path folder;

    @Test
    void mediaComeOverTlsFromTheEndpointThatGetDataEndpointNames() throws Exception {
        SSLContext tls = selfSigned();
        try (KvsEmulator emulator = KvsEmulator.builder().acceptUnsigned(true).tls(tls).start()) {
            byte[] cluster = MatroskaElements.clusterHead(0);
            emulator.createStream("camera").put(Instant.now(), new byte[0], cluster, new byte[0]);
            HttpClient client = HttpClient.newBuilder().sslContext(tls).build();

            String answer =
                    client.send(
                                    post(
                                            emulator.endpoint().resolve("/getDataEndpoint"),
                                            "{\"StreamName\":\"camera\",\"APIName\":\"GET_MEDIA\"}"),
                                    BodyHandlers.ofString())
                            .body();
            URI media = URI.create(answer.replaceAll(".*\"(https://[^\"]*)\".*", "$1"));
            HttpResponse<InputStream> body =
                    client.send(
                            post(
                                    media.resolve("/getMedia"),
                                    "{\"StreamName\":\"camera\",\"StartSelector\":"
                                            + "{\"StartSelectorType\":\"EARLIEST\"}}"),
                            BodyHandlers.ofInputStream());

            assertThat(emulator.endpoint().getScheme()).isEqualTo("https");
            assertThat(media).isEqualTo(emulator.dataEndpoint("GET_MEDIA"));
            try (InputStream bytes = body.body()) {
                assertThat(bytes.readNBytes(4)).containsExactly(0x1A, 0x45, 0xDF, 0xA3);
            }
        }
    }

    private static HttpRequest post(URI uri, String json) {
        return HttpRequest.newBuilder(uri)
                .POST(BodyPublishers.ofString(json, StandardCharsets.UTF_8))
                .build();
    }

    private SSLContext selfSigned() throws Exception {
        Path file = folder.resolve("keys");
        List<String> command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                        "-genkeypair",
                        "-keystore",
                        file.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-alias",
                        "emulator",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost,ip:127.0.0.1,ip:::1");
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
        KeyManagerFactory own =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD.toCharArray());
        TrustManagerFactory trusted =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(keys);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
        return context;
    }
}
