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

package io.github.flinkkvs.emulator.mkv;

import org.ebml.io.FileDataSource;
import org.ebml.matroska.MatroskaFile;
import org.ebml.matroska.MatroskaFileFrame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The files are read by jebml, which knows nothing of this writer. */
class MatroskaWriterTest {
    @TempDir private Path folder;

    @Test
    void anotherReaderFindsTracksFramesAndTags() throws IOException {
        Path path = folder.resolve("written.mkv");
        try (OutputStream out = Files.newOutputStream(path)) {
            MatroskaWriter writer =
                    new MatroskaWriter(
                            out,
                            "a title",
                            List.of(
                                    TrackSpec.video(1, "V_MPEG4/ISO/AVC", 640, 360)
                                            .named("eyes")
                                            .withCodecPrivate(new byte[] {1, 2}),
                                    TrackSpec.audio(2, "A_PCM/INT/LIT", 8000, 1, 16)));
            writer.writeCluster(
                    1000,
                    List.of(
                            new SimpleBlock(1, 0, true, new byte[] {7}),
                            new SimpleBlock(2, 0, true, new byte[] {8, 8})));
            writer.writeCluster(2000, List.of(new SimpleBlock(1, 33, false, new byte[] {9})));
            writer.writeTags(Map.of("name", "value"));
        }

        try (FileDataSource source = new FileDataSource(path.toString())) {
            MatroskaFile file = new MatroskaFile(source);
            file.readFile();

            assertThat(file.getSegmentTitle()).isEqualTo("a title");
            assertThat(file.getTimecodeScale()).isEqualTo(1_000_000);
            assertThat(file.getTrackList()).hasSize(2);
            assertThat(file.getTrack(1).getName()).isEqualTo("eyes");
            assertThat(file.getTrack(1).getCodecID()).isEqualTo("V_MPEG4/ISO/AVC");
            assertThat(file.getTrack(2).getAudio().getSamplingFrequency()).isEqualTo(8000f);
            assertThat(frames(file))
                    .containsExactly("1@1000 key 1", "2@1000 key 2", "1@2033 other 1");
        }
    }

    @Test
    void timesAndTracksThatABlockCannotHoldAreRefused() {
        assertThatThrownBy(() -> new SimpleBlock(1, 32_768, true, new byte[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("begin a new cluster");
        assertThatThrownBy(() -> new SimpleBlock(127, 0, true, new byte[0]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static List<String> frames(MatroskaFile file) {
        List<String> frames = new ArrayList<>();
        MatroskaFileFrame frame = file.getNextFrame();
        while (frame != null) {
            frames.add(
                    frame.getTrackNo()
                            + "@"
                            + frame.getTimecode()
                            + (frame.isKeyFrame() ? " key " : " other ")
                            + frame.getData().remaining());
            frame = file.getNextFrame();
        }
        return frames;
    }
}
