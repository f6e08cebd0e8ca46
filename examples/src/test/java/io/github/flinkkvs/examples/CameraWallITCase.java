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

package io.github.flinkkvs.examples;

import io.github.flinkkvs.emulator.KvsEmulator;
import io.github.flinkkvs.emulator.media.camera.SyntheticCamera;
import io.github.flinkkvs.examples.pictures.Brightness;
import io.github.flinkkvs.media.source.KvsMediaSourceBuilder;
import io.github.flinkkvs.media.source.config.KvsMediaSourceOptions;

import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import javax.imageio.ImageIO;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

import static org.assertj.core.api.Assertions.assertThat;

/** The job on live cameras, seen as a browser and a viewer of pictures see it. */
@Timeout(120)
class CameraWallITCase {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final HttpClient http = HttpClient.newHttpClient();
    private final KvsEmulator emulator = KvsEmulator.start();
    private CameraWallArguments arguments;
    private JobClient job;

    @TempDir private Path folder;

    @BeforeEach
    void startTheJob() throws Exception {
        List.of("lobby-1", "lobby-2", "lobby-3", "roof").forEach(this::addCamera);
        arguments = new CameraWallArguments();
        WrongArgumentsException.parse(
                arguments,
                new String[] {
                    "--output=" + folder.resolve("new/sheet.png"),
                    "--port=" + freePort(),
                    "--parallelism=2"
                });
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        CameraWall.define(env, new Lobby(), arguments);
        job = env.executeAsync();
    }

    @AfterEach
    void end() throws Exception {
        job.cancel().get();
        emulator.close();
    }

    @Test
    void pageAndSheetShowAllCamerasAndGoOnDoingSo() throws Exception {
        settled(this::names, List.of("lobby-1", "lobby-2", "lobby-3")::equals);
        BufferedImage sheet = settled(this::sheet, image -> image != null && tiles(image) == 3);
        List<BufferedImage> first = pictures();

        assertThat(first)
                .hasSize(3)
                .allSatisfy(
                        picture -> {
                            assertThat(picture.getWidth()).isEqualTo(640);
                            assertThat(picture.getHeight()).isEqualTo(360);
                            assertThat(Brightness.of(picture).spread()).isGreaterThan(10);
                        });
        settled(this::pictures, now -> allDiffer(first, now));
        settled(this::sheet, now -> Brightness.difference(sheet, now) > 0);
    }

    @Test
    void aCameraThatIsInstalledLaterAppears() throws Exception {
        settled(this::names, names -> names.size() == 3);

        addCamera("lobby-4");

        settled(this::names, names -> names.contains("lobby-4"));
        settled(this::sheet, image -> image != null && tiles(image) == 4);
    }

    @Test
    void thePageNeedsNothingFromElsewhereAndAnswersNobodyElse() throws Exception {
        settled(this::names, names -> names.size() == 3);

        HttpResponse<byte[]> page = get("/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(new String(page.body(), StandardCharsets.UTF_8))
                .startsWith("<!DOCTYPE html>")
                .doesNotContain("//cdn", "http://", "https://");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'self'");
        assertThat(get("/pictures/roof").statusCode()).isEqualTo(404);
    }

    private void addCamera(String name) {
        emulator.createStream(name).addCamera(SyntheticCamera.named(name));
    }

    private JsonNode cameras() throws IOException, InterruptedException {
        return JSON.readTree(get("/cameras").body());
    }

    private List<String> names() throws IOException, InterruptedException {
        return cameras().findValuesAsText("name");
    }

    private List<BufferedImage> pictures() throws IOException, InterruptedException {
        List<BufferedImage> pictures = new ArrayList<>();
        for (String path : cameras().findValuesAsText("picture")) {
            pictures.add(ImageIO.read(new ByteArrayInputStream(get(path).body())));
        }
        return pictures;
    }

    private static boolean allDiffer(List<BufferedImage> before, List<BufferedImage> now) {
        for (int i = 0; i < before.size(); i++) {
            if (Brightness.difference(before.get(i), now.get(i)) == 0) {
                return false;
            }
        }
        return true;
    }

    /** Returns the sheet, which is whole whenever it is there. */
    private BufferedImage sheet() throws IOException {
        return Files.exists(arguments.output) ? ImageIO.read(arguments.output.toFile()) : null;
    }

    /** Counts the tiles of a sheet of two columns that show something. */
    private static int tiles(BufferedImage sheet) {
        int tiles = 0;
        int rows = sheet.getHeight() / 224;
        for (int tile = 0; tile < 2 * rows; tile++) {
            int x = 12 + tile % 2 * 332;
            int y = 40 + tile / 2 * 224;
            if (x < sheet.getWidth()
                    && Brightness.of(sheet.getSubimage(x, y, 320, 180)).spread() > 10) {
                tiles++;
            }
        }
        return tiles;
    }

    private HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        URI address = URI.create("http://127.0.0.1:" + arguments.port + path);
        return http.send(
                HttpRequest.newBuilder(address).timeout(LONGEST_WAIT).build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    /** Waits until what is seen is as expected; until the page is there, nothing is seen. */
    private static <T> T settled(Callable<T> sight, Predicate<T> expected) throws Exception {
        long deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
        T seen = null;
        while (System.nanoTime() - deadline < 0) {
            try {
                seen = sight.call();
                if (expected.test(seen)) {
                    return seen;
                }
            } catch (ConnectException e) {
                // The job is not running yet.
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        throw new AssertionError("After " + LONGEST_WAIT + " there was still only " + seen);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Searches often, lest the test wait. */
    private final class Lobby implements CameraService {

        @Override
        public void configure(KvsMediaSourceBuilder<?> source) {
            source.setStreamNamePrefix("lobby-")
                    .setRegion(emulator.region())
                    .setEndpoint(emulator.endpoint().toString())
                    .setOption(KvsMediaSourceOptions.DISCOVERY_INTERVAL, Duration.ofSeconds(1));
        }

        @Override
        public void close() {
            // The test closes the emulator.
        }
    }
}
