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

package io.github.flinkkvs.media.file;

import io.github.flinkkvs.media.codec.Ffmpeg;
import io.github.flinkkvs.media.codec.MediaFiles;
import io.github.flinkkvs.media.mkv.Captures;
import io.github.flinkkvs.media.model.MediaFragment;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

/**
 * Programs that know nothing of this project read merged files, and have nothing to complain of.
 */
@Timeout(180)
class MergedFileITCase {

    private static final String PICTURES = "testsrc2=size=192x108:rate=10:duration=4";

    @TempDir private Path folder;

    @BeforeEach
    void ffmpeg() {
        Ffmpeg.assumeInstalled("ffmpeg", "ffprobe");
    }

    @Test
    void aMergedFileHasThePacketsAndPicturesOfTheOriginal() throws Exception {
        Ffmpeg.assumeEncoder("libx264");
        Path original = make("-c:v", "libx264", "-g", "10", "-bf", "2");
        List<MediaFragment> fragments = MediaFiles.fragments(original);

        Path merged = merge(fragments);

        assertThat(fragments).hasSizeGreaterThan(3);
        assertThat(Ffmpeg.pictures(merged)).hasSize(40).isEqualTo(Ffmpeg.pictures(original));
        assertThat(Ffmpeg.packets(merged)).isEqualTo(Ffmpeg.packets(original));
        assertSound(merged);
    }

    @Test
    void hevcWithOpenGroupsGoesOnAcrossFragments() throws Exception {
        Ffmpeg.assumeEncoder("libx265");
        Path original =
                make("-c:v", "libx265", "-g", "10", "-x265-params", "log-level=error:open-gop=1");

        Path merged = merge(MediaFiles.fragments(original));

        assertThat(Ffmpeg.pictures(merged)).hasSize(40).isEqualTo(Ffmpeg.pictures(original));
        assertThat(Ffmpeg.packets(merged)).isEqualTo(Ffmpeg.packets(original));
        assertSound(merged);
    }

    @Test
    void picturesAndSoundStayTogether() throws Exception {
        Ffmpeg.assumeEncoder("libx264");
        Path original =
                make(
                        "-f",
                        "lavfi",
                        "-i",
                        "sine=frequency=440:sample_rate=44100:duration=4",
                        "-c:v",
                        "libx264",
                        "-g",
                        "10",
                        "-c:a",
                        "aac");

        Path merged = merge(MediaFiles.fragments(original));

        assertThat(Ffmpeg.pictures(merged)).isEqualTo(Ffmpeg.pictures(original));
        assertThat(Ffmpeg.frames(merged, 0)).isEqualTo(Ffmpeg.frames(original, 0));
        assertThat(Ffmpeg.packets(merged)).isEqualTo(Ffmpeg.packets(original));
        assertSound(merged);
    }

    @ParameterizedTest
    @CsvSource({"pcm_mulaw", "pcm_s16le"})
    void samplesOfMergedFilesAreThoseOfTheOriginal(String encoder) throws Exception {
        Ffmpeg.assumeEncoder(encoder);
        Path original =
                Ffmpeg.make(
                        folder.resolve("original.mkv"),
                        "sine=frequency=440:sample_rate=8000:duration=5",
                        "-c:a",
                        encoder,
                        "-cluster_time_limit",
                        "1000");

        Path merged = merge(MediaFiles.fragments(original));

        assertThat(Ffmpeg.samples(merged, 0)).isEqualTo(Ffmpeg.samples(original, 0));
        assertSound(merged);
    }

    @ParameterizedTest
    @CsvSource({Captures.CLEAN + ", 300, 9.967", Captures.CUT + ", 330, 16.460"})
    void capturesBecomeOneFile(String name, int frames, String lastTime) throws Exception {
        List<MediaFragment> fragments = MediaFiles.ofCapture(name);
        List<String> pieces = new ArrayList<>();
        for (MediaFragment fragment : fragments) {
            Path piece = folder.resolve("piece.mkv");
            try (OutputStream out = Files.newOutputStream(piece)) {
                fragment.writeTo(out);
            }
            pieces.addAll(Ffmpeg.picturesDespiteErrors(piece));
        }

        Path merged = merge(fragments);

        assertThat(Ffmpeg.pictures(merged)).hasSize(frames).isEqualTo(pieces);
        assertSound(merged);
        List<String> packets = Ffmpeg.packets(merged);
        assertThat(new BigDecimal(packets.get(packets.size() - 1).split(",", -1)[1]))
                .isCloseTo(new BigDecimal(lastTime), offset(new BigDecimal("0.05")));
    }

    @Test
    void theCaptureWithoutPicturesBecomesOneFileToo() throws Exception {
        Path merged = merge(MediaFiles.ofCapture(Captures.MIXED_TAGS));

        assertMkvToolNixAgrees(merged);
        assertThat(Ffmpeg.run("mkvinfo", "-v", "-v", merged.toString()).lines())
                .filteredOn(line -> line.contains("Simple block"))
                .hasSize(100);
    }

    private Path make(String... options) {
        return Ffmpeg.make(folder.resolve("original.mkv"), PICTURES, options);
    }

    private Path merge(List<MediaFragment> fragments) throws IOException {
        Path file = folder.resolve("merged.mkv");
        try (OutputStream out = Files.newOutputStream(file)) {
            MatroskaMerger merger = new MatroskaMerger(out);
            for (MediaFragment fragment : fragments) {
                assertThat(merger.canAppend(fragment)).isTrue();
                merger.append(fragment);
            }
        }
        return file;
    }

    /** Decoding times rise within each track, and MKVToolNix finds nothing wrong. */
    private void assertSound(Path merged) {
        Map<String, BigDecimal> last = new HashMap<>();
        for (String packet : Ffmpeg.packets(merged)) {
            String[] fields = packet.split(",", -1);
            if (!fields[2].equals("N/A")) {
                BigDecimal time = new BigDecimal(fields[2]);
                BigDecimal before = last.put(fields[0], time);
                if (before != null) {
                    assertThat(time).as(packet).isGreaterThan(before);
                }
            }
        }
        assertMkvToolNixAgrees(merged);
    }

    private void assertMkvToolNixAgrees(Path merged) {
        Ffmpeg.assumeInstalled("mkvinfo", "mkvmerge");
        assertThat(Ffmpeg.run("mkvinfo", merged.toString()))
                .doesNotContainIgnoringCase("warning")
                .doesNotContainIgnoringCase("error")
                .containsOnlyOnce("EBML head")
                .containsOnlyOnce("+ Segment:")
                .containsOnlyOnce("+ Tracks");
        // Ends with 1 if there was anything to warn of.
        Ffmpeg.run(
                "mkvmerge", "-q", "-o", folder.resolve("again.mkv").toString(), merged.toString());
    }
}
