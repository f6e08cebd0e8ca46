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

import io.github.flinkkvs.emulator.EmulatedStream;
import io.github.flinkkvs.emulator.KvsEmulator;
import io.github.flinkkvs.emulator.limits.Limit;
import io.github.flinkkvs.emulator.media.camera.SyntheticCamera;
import io.github.flinkkvs.emulator.session.Fault;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

import static org.assertj.core.api.Assertions.assertThat;

class AdminEndpointTest {
    private KvsEmulator emulator;
    private AdminClient admin;

    @BeforeEach
    void start() {
        emulator = KvsEmulator.builder().acceptUnsigned(true).start();
        admin = new AdminClient(emulator.endpoint());
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    @Test
    void aBrowserFindsTheStatusPageAndItsFiles() {
        assertThat(admin.send(admin.request("/").header("Accept", "text/html,*/*").build()))
                .satisfies(found -> assertThat(found.statusCode()).isEqualTo(302))
                .satisfies(
                        found ->
                                assertThat(found.headers().firstValue("Location"))
                                        .hasValue("/emulator/"));

        HttpResponse<byte[]> page = admin.get("");
        String html = new String(page.body(), StandardCharsets.UTF_8);

        assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
        assertThat(html).contains("status.css", "status.js", "status.svg").doesNotContain("http");
        for (String file : new String[] {"status.css", "status.js", "status.svg"}) {
            assertThat(admin.get(file).statusCode()).as(file).isEqualTo(200);
        }
        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).contains("default-src 'self'"));
    }

    @Test
    void theStatusTellsStreamsSessionsFaultsAndLimits() throws IOException {
        EmulatedStream door = filled("door");
        door.inject(Fault.parse("slow rate=1000"));
        try (InputStream session = admin.openGetMedia(emulator.dataEndpoint("GET_MEDIA"), "door")) {
            JsonNode status = admin.status();
            JsonNode stream = status.at("/streams/0");

            assertThat(stream.path("name").textValue()).isEqualTo("door");
            assertThat(stream.path("arn").textValue()).isEqualTo(door.arn());
            assertThat(stream.path("fragments").intValue()).isEqualTo(2);
            assertThat(stream.path("bytes").longValue()).isEqualTo(door.kept().bytes());
            assertThat(stream.at("/lastFragment/number").textValue())
                    .isEqualTo(door.fragments().get(1).number());
            assertThat(stream.at("/sessions/0/startSelector").textValue()).isEqualTo("EARLIEST");
            assertThat(stream.at("/sessions/0/bytesSent").longValue()).isPositive();
            assertThat(stream.at("/faults/0/fault").textValue()).isEqualTo("slow rate=1000");
            assertThat(status.at("/totals/openSessions").intValue()).isEqualTo(1);
            assertThat(status.at("/limits/get-media-connections").intValue()).isEqualTo(3);
        }
    }

    @Test
    void thePreviewIsThePictureOfTheNewestFragment() {
        filled("door");
        emulator.createStream("empty");

        HttpResponse<byte[]> picture = admin.get("streams/door/preview");

        assertThat(picture.headers().firstValue("Content-Type")).hasValue("image/png");
        assertThat(picture.body()).startsWith(0x89, 'P', 'N', 'G');
        assertThat(admin.get("streams/door/preview").body()).isEqualTo(picture.body());
        HttpResponse<byte[]> none = admin.get("streams/empty/preview");
        assertThat(none.statusCode()).isEqualTo(404);
        assertThat(AdminClient.error(none)).contains("empty");
    }

    @Test
    void faultsAreInjectedAndCleared() {
        EmulatedStream door = emulator.createStream("door");

        JsonNode answer =
                AdminClient.json(
                        admin.post("streams/door/faults", "{\"fault\":\"end after=100\"}"));

        assertThat(answer.at("/faults/0/fault").textValue()).isEqualTo("end after=100");
        assertThat(door.faults()).hasSize(1);
        assertThat(admin.delete("streams/door/faults").statusCode()).isEqualTo(200);
        assertThat(door.faults()).isEmpty();
    }

    @Test
    void faultsOfAllCallsAreInjectedAndCleared() {
        admin.post("faults", "{\"fault\":\"http-error status=503\"}");
        assertThat(emulator.faults().statuses()).hasSize(1);

        admin.delete("faults");
        assertThat(emulator.faults().statuses()).isEmpty();
    }

    @Test
    void everyFaultIsListed() {
        assertThat(admin.get("faults").body())
                .asString()
                .contains("end [after=", "kill-producer", "recreate");
    }

    @Test
    void limitsChangeTogetherOrNotAtAll() {
        assertThat(admin.post("limits", "{\"get-media-connections\":7}").statusCode())
                .isEqualTo(200);
        HttpResponse<byte[]> refused =
                admin.post("limits", "{\"get-media-connections\":\"off\",\"no-such\":1}");

        assertThat(AdminClient.error(refused)).contains("'no-such'", "get-media-calls");
        assertThat(emulator.limits().of(Limit.GET_MEDIA_CONNECTIONS)).hasValue(7);
    }

    @Test
    void aCameraCreatesItsStreamAndCanBeStopped() {
        HttpResponse<byte[]> added =
                admin.post("streams/new/cameras", "{\"camera\":\"size=320x180,fps=5\"}");

        assertThat(AdminClient.json(added).path("cameras").intValue()).isEqualTo(1);
        assertThat(emulator.stream("new").producers()).isEqualTo(1);
        assertThat(admin.delete("streams/new/cameras").statusCode()).isEqualTo(200);
        assertThat(AdminClient.error(admin.post("streams/b/cameras", "{\"camera\":\"hue=3\"}")))
                .contains("'hue=3'", "size=WIDTHxHEIGHT");
    }

    @Test
    void whatIsWrongIsAnsweredWithWhatIsRight() {
        emulator.createStream("door");

        assertThat(AdminClient.error(admin.post("streams/door/faults", "{\"fault\":\"boom\"}")))
                .contains("'boom'", "garbage");
        assertThat(AdminClient.error(admin.post("streams/door/faults", "{}")))
                .contains("\"fault\"");
        assertThat(AdminClient.error(admin.post("streams/door/faults", "{"))).contains("no JSON");
        assertThat(AdminClient.error(admin.post("limits", "[]"))).contains("JSON object");
        assertThat(AdminClient.error(admin.delete("streams/no/faults"))).contains("'no'");
        assertThat(AdminClient.error(admin.get("nothing"))).contains("GET /emulator/status");
        HttpResponse<byte[]> wrongMethod = admin.get("limits");
        assertThat(wrongMethod.statusCode()).isEqualTo(405);
        assertThat(AdminClient.error(wrongMethod)).contains("POST");
    }

    @Test
    void theDataEndpointsKnowNothingOfIt() {
        AdminClient data = new AdminClient(emulator.dataEndpoint("GET_MEDIA"));

        assertThat(data.get("status").statusCode()).isEqualTo(403);
    }

    private EmulatedStream filled(String name) {
        EmulatedStream stream = emulator.createStream(name);
        stream.storePast(
                SyntheticCamera.named(name), Instant.now().minusSeconds(2), Duration.ofSeconds(2));
        return stream;
    }
}
