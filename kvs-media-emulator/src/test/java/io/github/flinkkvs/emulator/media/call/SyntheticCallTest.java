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

package io.github.flinkkvs.emulator.media.call;

import io.github.flinkkvs.emulator.CallHandle;
import io.github.flinkkvs.emulator.Elements;
import io.github.flinkkvs.emulator.EmulatedStream;
import io.github.flinkkvs.emulator.KvsEmulator;
import io.github.flinkkvs.emulator.media.camera.Ffmpeg;
import io.github.flinkkvs.emulator.mkv.MatroskaIds;
import io.github.flinkkvs.emulator.store.StoredFragment;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SyntheticCallTest {
    private static final Instant FROM = Instant.parse("2026-02-03T04:05:06.789Z");

    private final KvsEmulator emulator = KvsEmulator.start();
    private final EmulatedStream stream = emulator.createStream("call");

    @TempDir private Path folder;

    @AfterEach
    void stop() {
        emulator.close();
    }

    @Test
    void everyFragmentBearsTheTagsOfTheCallBehindItsCluster() {
        SyntheticCall call =
                SyntheticCall.builder("c-1")
                        .instanceId("i-1")
                        .length(Duration.ofMillis(2500))
                        .build();

        stream.storePast(call, FROM);

        assertThat(stream.fragments()).hasSize(3);
        assertThat(stream.fragments().get(2).producerTimestamp()).isEqualTo(FROM.plusSeconds(2));
        for (StoredFragment fragment : stream.fragments()) {
            assertThat(Elements.tagsBehindCluster(fragment))
                    .containsEntry("ContactId", "c-1")
                    .containsEntry("InstanceId", "i-1")
                    .containsEntry("MimeType", "audio/L16;rate=8000;channels=1;")
                    .containsKey("Events");
        }
    }

    @Test
    void bothTracksComeBackFromFfmpegAsTheyWereSpoken() throws IOException {
        Ffmpeg.assumeInstalled();
        SyntheticCall call =
                SyntheticCall.builder("c")
                        .fragmentLength(Duration.ofSeconds(7))
                        .length(Duration.ofSeconds(7))
                        .build();
        stream.storePast(call, FROM);
        Path file = write(stream.fragments().get(0));

        byte[] customer = Ffmpeg.samples(file, 0);
        byte[] agent = Ffmpeg.samples(file, 1);

        assertThat(customer).isEqualTo(call.fromCustomer()).hasSize(7 * 8000 * 2);
        assertThat(agent).isEqualTo(call.toCustomer()).hasSize(7 * 8000 * 2);
    }

    @Test
    void callsOfContactsThatAreNamedAlikeSayDifferentThings() {
        byte[] first = SyntheticCall.of("contact-1").fromCustomer();
        byte[] second = SyntheticCall.of("contact-2").fromCustomer();

        assertThat(first).hasSameSizeAs(second).isNotEqualTo(second);
    }

    @Test
    void theTwoSpeakInTurnAndNeverAtOnce() {
        Conversation conversation = new Conversation("c");
        for (int second = 0; second < 12; second++) {
            int speaker = second / 3 % 2;
            byte[] speech = conversation.samples(speaker, second * 1000L, 1000);
            byte[] silence = conversation.samples(1 - speaker, second * 1000L, 1000);

            assertThat(loudest(speech)).as("second " + second).isGreaterThan(3000);
            assertThat(loudest(silence)).as("second " + second).isZero();
        }
    }

    @Test
    void aLaterCallInTheSameStreamHasItsOwnContact() throws InterruptedException {
        stream.storePast(
                SyntheticCall.builder("first").length(Duration.ofSeconds(2)).build(), FROM);
        SyntheticCall second =
                SyntheticCall.builder("second")
                        .length(Duration.ofMillis(150))
                        .fragmentLength(Duration.ofMillis(100))
                        .build();

        CallHandle live = stream.addCall(second);

        assertThat(live.awaitEnd(Duration.ofSeconds(20))).isTrue();
        assertThat(stream.fragments())
                .extracting(fragment -> Elements.tagsBehindCluster(fragment).get("ContactId"))
                .containsExactly("first", "first", "second", "second");
    }

    @Test
    void tracksMayBeDeclaredAsAacOverTheSamePcm() {
        Duration second = Duration.ofSeconds(1);
        stream.storePast(SyntheticCall.builder("c").length(second).build(), FROM);
        stream.storePast(
                SyntheticCall.builder("c").length(second).declaredAsAac(true).build(), FROM);

        StoredFragment honest = stream.fragments().get(0);
        StoredFragment wrong = stream.fragments().get(1);

        assertThat(tracks(honest)).contains("A_PCM/INT/LIT").doesNotContain("A_AAC");
        assertThat(tracks(wrong)).contains("A_AAC").doesNotContain("A_PCM/INT/LIT");
        assertThat(Elements.first(wrong, MatroskaIds.CLUSTER))
                .isEqualTo(Elements.first(honest, MatroskaIds.CLUSTER));
    }

    @Test
    void impossibleCallsAreRefused() {
        assertThatThrownBy(() -> SyntheticCall.builder("c").length(Duration.ZERO).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 1 ms");
        assertThatThrownBy(
                        () ->
                                SyntheticCall.builder("c")
                                        .fragmentLength(Duration.ofSeconds(11))
                                        .build())
                .isInstanceOf(IllegalArgumentException.class);
    }

    private Path write(StoredFragment fragment) throws IOException {
        return Files.write(folder.resolve("call.mkv"), fragment.toByteArray());
    }

    private static String tracks(StoredFragment fragment) {
        return new String(Elements.first(fragment, MatroskaIds.TRACKS), US_ASCII);
    }

    private static int loudest(byte[] samples) {
        ByteBuffer buffer = ByteBuffer.wrap(samples).order(ByteOrder.LITTLE_ENDIAN);
        int loudest = 0;
        while (buffer.hasRemaining()) {
            loudest = Math.max(loudest, Math.abs(buffer.getShort()));
        }
        return loudest;
    }
}
