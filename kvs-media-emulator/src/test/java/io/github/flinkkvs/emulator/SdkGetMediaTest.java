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

import io.github.flinkkvs.emulator.limits.ServiceLimits;
import io.github.flinkkvs.emulator.media.camera.SyntheticCamera;
import io.github.flinkkvs.emulator.session.SessionEnd;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.services.kinesisvideomedia.KinesisVideoMediaAsyncClient;
import software.amazon.awssdk.services.kinesisvideomedia.KinesisVideoMediaClient;
import software.amazon.awssdk.services.kinesisvideomedia.model.ConnectionLimitExceededException;
import software.amazon.awssdk.services.kinesisvideomedia.model.GetMediaResponse;
import software.amazon.awssdk.services.kinesisvideomedia.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesisvideomedia.model.StartSelectorType;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(30)
class SdkGetMediaTest {
    private static KvsEmulator emulator;
    private static KinesisVideoMediaAsyncClient client;
    private EmulatedStream stream;

    /** One for all, as the client takes two seconds to close. */
    @BeforeAll
    static void start() {
        emulator = KvsEmulator.builder().limits(ServiceLimits.none()).start();
        client = SdkClients.media(emulator.dataEndpoint("GET_MEDIA"));
    }

    @BeforeEach
    void createStream() {
        stream = emulator.createStream("camera");
    }

    @AfterEach
    void deleteStream() {
        stream.endSessions(SessionEnd.ABRUPT);
        stream.clearFaults();
        emulator.deleteStream("camera");
    }

    @AfterAll
    static void stop() {
        client.close();
        emulator.close();
    }

    @Test
    void theAsyncClientReadsACaptureByteForByte() throws IOException {
        byte[] capture = Captures.bytes(Captures.CLEAN);
        stream.replayCapture(capture);

        try (ResponseInputStream<GetMediaResponse> body = getMedia(StartSelectorType.EARLIEST)) {
            assertThat(body.response().contentType()).isEqualTo("video/webm");
            assertThat(body.readNBytes(capture.length)).isEqualTo(capture);
            body.abort();
        }
    }

    @ParameterizedTest
    @EnumSource(value = SessionEnd.class, names = "RESET", mode = Mode.EXCLUDE)
    void theAsyncClientTakesAnAbruptEndForACleanOne(SessionEnd how) {
        Fixtures.put(stream, Instant.EPOCH, Instant.EPOCH, 100_000);
        stream.endEachSessionAfterBytes(() -> 50_000, how);

        assertThat(readAll()).hasSize(50_000);
    }

    @Test
    void theAsyncClientSeesAResetAsAnError() {
        Fixtures.put(stream, Instant.EPOCH, Instant.EPOCH, 100_000);
        stream.endEachSessionAfterBytes(() -> 50_000, SessionEnd.RESET);

        assertThatThrownBy(this::readAll)
                .isInstanceOf(CompletionException.class)
                .hasRootCauseInstanceOf(IOException.class);
    }

    @Test
    void theSyncClientSeesAnAbruptEndAsAnError() throws IOException {
        Fixtures.put(stream, Instant.EPOCH, Instant.EPOCH, 100_000);
        stream.endEachSessionAfterBytes(() -> 50_000, SessionEnd.ABRUPT);

        try (KinesisVideoMediaClient sync =
                        SdkClients.syncMedia(emulator.dataEndpoint("GET_MEDIA"));
                ResponseInputStream<GetMediaResponse> body =
                        sync.getMedia(
                                r ->
                                        r.streamName("camera")
                                                .startSelector(
                                                        s -> s.startSelectorType("EARLIEST")))) {
            assertThatThrownBy(body::readAllBytes).isInstanceOf(IOException.class);
            body.abort();
        }
    }

    @Test
    void errorsAreTheTypedExceptionsOfTheClient() {
        stream.failNextGetMedia(400, "ConnectionLimitExceededException", "busy");

        assertThatThrownBy(() -> getMedia(StartSelectorType.NOW))
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(ConnectionLimitExceededException.class);
        assertThatThrownBy(
                        () ->
                                client.getMedia(
                                                r ->
                                                        r.streamName("nowhere")
                                                                .startSelector(
                                                                        s ->
                                                                                s.startSelectorType(
                                                                                        "NOW")),
                                                AsyncResponseTransformer.toBytes())
                                        .join())
                .hasCauseInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void aLiveCameraArrivesAtItsOwnPace() throws IOException, InterruptedException {
        SyntheticCamera camera =
                SyntheticCamera.builder("door")
                        .size(320, 180)
                        .fragmentLength(Duration.ofMillis(400))
                        .build();
        Instant before = Instant.now();
        try (ResponseInputStream<GetMediaResponse> body = getMedia(StartSelectorType.NOW);
                CameraHandle running = stream.addCamera(camera)) {
            int third = 0;
            while (stream.fragments().size() < 3) {
                assertThat(body.read()).isNotNegative();
                third++;
            }
            running.close();
            assertThat(running.awaitEnd(Duration.ofSeconds(20))).isTrue();
            Duration taken = Duration.between(before, Instant.now());

            assertThat(third).isPositive();
            assertThat(taken).isBetween(Duration.ofMillis(1200), Duration.ofSeconds(10));
            assertThat(stream.fragments())
                    .allSatisfy(f -> assertThat(f.frames()).isEqualTo(6))
                    .extracting(f -> Duration.between(before, f.producerTimestamp()).toMillis())
                    .isSorted();
            body.abort();
        }
        int stopped = stream.fragments().size();
        assertThat(stopped).isBetween(3, 4);
    }

    private ResponseInputStream<GetMediaResponse> getMedia(StartSelectorType type) {
        return client.getMedia(
                        r -> r.streamName("camera").startSelector(s -> s.startSelectorType(type)),
                        AsyncResponseTransformer.toBlockingInputStream())
                .join();
    }

    private byte[] readAll() {
        return client.getMedia(
                        r ->
                                r.streamName("camera")
                                        .startSelector(s -> s.startSelectorType("EARLIEST")),
                        AsyncResponseTransformer.toBytes())
                .join()
                .asByteArray();
    }
}
