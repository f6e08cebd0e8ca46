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

import io.github.flinkkvs.emulator.EmulatedStream;
import io.github.flinkkvs.emulator.KvsEmulator;
import io.github.flinkkvs.emulator.media.call.SyntheticCall;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

import static org.assertj.core.api.Assertions.assertThat;

/** Calls that are not as one would like them, recorded in one run. */
@Timeout(180)
class OddCallsITCase {

    private static final int BYTES_PER_SECOND = 2 * 8000;
    private static final Instant BEGIN = Instant.now().minusSeconds(60);
    private static final SyntheticCall PAUSED = seconds("paused", 2).build();
    private static final SyntheticCall CALLED_AGAIN = seconds("again", 2).build();
    private static final SyntheticCall MISTAKEN = seconds("aac", 3).declaredAsAac(true).build();
    private static final SyntheticCall HOSTILE = seconds("../../etc/passwd", 4).build();

    @TempDir private static Path output;
    private static CallRecordings recordings;

    @BeforeAll
    static void recordTheCalls() throws Exception {
        try (KvsEmulator emulator = KvsEmulator.start()) {
            recordings = new CallRecordings(emulator, output);
            EmulatedStream first = emulator.createStream(CallRecordings.PREFIX + 1);
            first.storePast(PAUSED, BEGIN);
            first.storePast(PAUSED, BEGIN.plusSeconds(5));
            EmulatedStream second = emulator.createStream(CallRecordings.PREFIX + 2);
            second.storePast(MISTAKEN, BEGIN);
            second.storePast(HOSTILE, BEGIN.plusSeconds(3));
            EmulatedStream third = emulator.createStream(CallRecordings.PREFIX + 3);
            third.storePast(CALLED_AGAIN, BEGIN);
            third.storePast(CALLED_AGAIN, BEGIN.plusSeconds(30));

            recordings.record(Failures.behind(), "--stop=now", "--silence=20s");
        }
    }

    private static SyntheticCall.Builder seconds(String contactId, int seconds) {
        return SyntheticCall.builder(contactId).length(Duration.ofSeconds(seconds));
    }

    @Test
    void whatIsMissingAmidACallIsSilence() throws Exception {
        byte[] said = PAUSED.fromCustomer();
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        expected.writeBytes(said);
        expected.writeBytes(new byte[3 * BYTES_PER_SECOND]);
        expected.writeBytes(said);

        assertThat(recordings.fromCustomer(PAUSED)).isEqualTo(expected.toByteArray());
    }

    @Test
    void aLongSilenceMakesTwoRecordingsOfAContactWithNamesOfTheirOwn() throws Exception {
        assertThat(recordings.files())
                .filteredOn(file -> file.getFileName().toString().startsWith("again_AUDIO_FROM"))
                .hasSize(2)
                .allSatisfy(file -> assertThat(file).hasSize(44 + 2 * BYTES_PER_SECOND));
    }

    @Test
    void theTagIsBelievedWhereTheTracksSayAacOverPcm() throws Exception {
        recordings.assertSaid(MISTAKEN);
    }

    @Test
    void aContactIdIsNoPath() throws Exception {
        assertThat(
                        recordings
                                .file("------etc-passwd_AUDIO_FROM_CUSTOMER_")
                                .getFileName()
                                .toString())
                .matches("[-a-zA-Z_]+_\\d{8}T\\d{6}[.]\\d{3}Z[.]wav");
        assertThat(recordings.files()).hasSize(10);
    }

    @Test
    void ffmpegReadsTheSamplesThatWereSaid() throws Exception {
        Ffmpeg.assumeInstalled();
        Path file = recordings.file("------etc-passwd_AUDIO_FROM_CUSTOMER_");

        assertThat(Ffmpeg.pcm16(file)).isEqualTo(HOSTILE.fromCustomer());
        assertThat(Ffmpeg.probe(file, "stream=codec_name,sample_rate,channels,duration"))
                .isEqualTo("pcm_s16le,8000,1,4.000000");
    }
}
