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

package io.github.flinkkvs.media.codec;

import io.github.flinkkvs.media.model.MediaFragment;
import io.github.flinkkvs.media.model.MediaFrame;
import io.github.flinkkvs.media.model.MediaTrack;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * FFmpeg decodes what the helpers write without an error, to the very samples that it decodes from
 * the original.
 */
@Timeout(180)
class DecodedAudioITCase {

    /** Two tones and noise, beyond what a sample can tell now and then. */
    private static final String SOUND =
            "aevalsrc=1.1*sin(440*2*PI*t)+random(0)/9|sin(880*2*PI*t)*t/3:s=%d:d=3";

    @TempDir private Path folder;

    @BeforeEach
    void ffmpeg() {
        Ffmpeg.assumeInstalled("ffmpeg", "ffprobe");
    }

    @ParameterizedTest
    @CsvSource({
        "pcm_mulaw, 8000, A_MS/ACM",
        "pcm_alaw, 8000, A_MS/ACM",
        "pcm_u8, 8000, A_PCM/INT/LIT",
        "pcm_s16le, 16000, A_PCM/INT/LIT",
        "pcm_s16be, 16000, A_PCM/INT/BIG",
        "pcm_s24le, 48000, A_PCM/INT/LIT",
        "pcm_s24be, 48000, A_PCM/INT/BIG",
        "pcm_s32le, 48000, A_PCM/INT/LIT",
        "pcm_s32be, 48000, A_PCM/INT/BIG",
        "pcm_f32le, 44100, A_PCM/FLOAT/IEEE",
        "pcm_f64le, 44100, A_PCM/FLOAT/IEEE"
    })
    void samplesAsWave(String encoder, int frequency, String codecId) throws Exception {
        Path original = original(encoder, frequency);
        List<MediaFragment> fragments = MediaFiles.fragments(original);
        MediaTrack track = fragments.get(0).tracks().get(0);
        PcmAudio audio = PcmAudio.of(track);
        ByteArrayOutputStream samples = new ByteArrayOutputStream();
        for (MediaFragment fragment : fragments) {
            for (MediaFrame frame : fragment.frames()) {
                samples.write(audio.toPcm16(frame));
            }
        }
        Path written = folder.resolve("written.wav");
        int frameBytes = audio.format().getFrameSize();
        AudioSystem.write(
                new AudioInputStream(
                        new ByteArrayInputStream(samples.toByteArray()),
                        audio.format(),
                        samples.size() / frameBytes),
                AudioFileFormat.Type.WAVE,
                written.toFile());

        assertThat(track.codecId()).isEqualTo(codecId);
        assertThat(fragments).hasSizeGreaterThan(1);
        assertThat(audio.format().getSampleRate()).isEqualTo(frequency);
        assertThat(samples.size()).isEqualTo(3 * frequency * frameBytes);
        assertThat(Ffmpeg.samples(written, 0)).isEqualTo(Ffmpeg.samples(original, 0));
    }

    @ParameterizedTest
    @CsvSource({"8000, 1", "22050, 2", "44100, 2", "48000, 1", "48000, 6"})
    void aacAsAdts(int frequency, int channels) throws Exception {
        Path original = original("aac", frequency, "-ac", String.valueOf(channels));
        List<MediaFragment> fragments = MediaFiles.fragments(original);
        Path written = folder.resolve("written.aac");
        int frames = 0;
        try (OutputStream out = Files.newOutputStream(written)) {
            for (MediaFragment fragment : fragments) {
                AacAudio audio = AacAudio.of(fragment.tracks().get(0));
                for (MediaFrame frame : fragment.frames()) {
                    out.write(audio.toAdts(frame));
                    frames++;
                }
            }
        }

        assertThat(fragments).hasSizeGreaterThan(1);
        assertThat(Ffmpeg.frames(written, 0)).hasSize(frames).isEqualTo(Ffmpeg.frames(original, 0));
    }

    @Test
    void aacThatHasHeadersAlreadyStaysAsItIs() throws Exception {
        MediaFragment fragment = MediaFiles.fragments(original("aac", 44_100)).get(0);
        AacAudio audio = AacAudio.of(fragment.tracks().get(0));
        for (MediaFrame frame : fragment.frames()) {
            byte[] adts = audio.toAdts(frame);

            assertThat(audio.toAdts(ByteBuffer.wrap(adts))).isEqualTo(adts);
        }
    }

    private Path original(String encoder, int frequency, String... options) {
        Ffmpeg.assumeEncoder(encoder);
        String[] all = new String[options.length + 4];
        all[0] = "-c:a";
        all[1] = encoder;
        all[2] = "-cluster_time_limit";
        all[3] = "1000";
        System.arraycopy(options, 0, all, 4, options.length);
        return Ffmpeg.make(folder.resolve("original.mkv"), SOUND.formatted(frequency), all);
    }
}
