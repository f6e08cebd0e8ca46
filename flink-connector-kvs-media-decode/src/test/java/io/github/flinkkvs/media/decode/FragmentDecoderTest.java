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

package io.github.flinkkvs.media.decode;

import io.github.flinkkvs.media.model.MediaFragment;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** A fragment by itself: its pictures, and account of those that are lost. */
class FragmentDecoderTest {

    private static final PictureSettings BGR =
            PictureSettings.defaults().withFormat(PictureFormat.BGR);

    @TempDir static Path folder;

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void theFragmentsOfAFilmTogetherAreTheFilm(int reordered) throws Exception {
        Path file = film(reordered);

        List<String> hashes = new ArrayList<>();
        for (MediaFragment fragment : Fragments.of(Film.read(file))) {
            Outcome outcome = Outcome.ofAll(fragment, BGR);
            assertThat(outcome.undecodable).isEmpty();
            hashes.addAll(outcome.hashes());
        }

        assertThat(hashes).hasSize(30).isEqualTo(FfmpegProgram.pictures(file, "null"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void aPictureIsTheSameHoweverFewAreWanted(int reordered) throws Exception {
        Film film = Film.read(film(reordered));
        MediaFragment fragment = Fragments.of(film, film.frames());
        Outcome all = Outcome.ofAll(fragment, BGR);

        for (int place = 0; place < fragment.frameCount(); place++) {
            BitSet one = new BitSet();
            one.set(place);
            Outcome outcome = Outcome.of(fragment, BGR, one);

            assertThat(outcome.undecodable).isEmpty();
            assertThat(outcome.places()).containsExactly(place);
            assertThat(outcome.pictures.get(0))
                    .isEqualTo(all.pictures.get(all.places().indexOf(place)));
        }
    }

    @Test
    void damageIsToldOnceWithAllThatIsLostUntilTheNextKeyFrame() throws Exception {
        Film film = Film.read(film(0));
        List<Film.Frame> frames = new ArrayList<>(film.frames());
        byte[] noise = new byte[500];
        frames.set(13, new Film.Frame(noise, false, frames.get(13).millis()));

        Outcome outcome = Outcome.ofAll(Fragments.of(film, frames), BGR);

        assertThat(outcome.places())
                .isEqualTo(IntStream.range(0, 30).filter(i -> i < 13 || i >= 20).boxed().toList());
        assertThat(outcome.undecodable).hasSize(1);
        UndecodableFrame frame = outcome.undecodable.get(0);
        assertThat(frame.frameIndex()).isEqualTo(13);
        assertThat(frame.lostPictures()).isEqualTo(7);
        assertThat(frame.timestamp())
                .isEqualTo(Fragments.BEGIN.plusMillis(frames.get(13).millis()));
        assertThat(frame.message())
                .isEqualTo(
                        "Cannot decode frame 13 (track 1, V_MPEG4/ISO/AVC, of "
                                + frame.timestamp()
                                + ") of fragment 7 of stream front-door: Invalid data found when "
                                + "processing input; lost pictures: 7");
    }

    @Test
    void picturesHeldBackBeforeTheDamageAreNotLost() throws Exception {
        Film film = Film.read(film(3));
        List<Film.Frame> frames = new ArrayList<>(film.frames());
        frames.set(25, new Film.Frame(new byte[500], false, frames.get(25).millis()));

        Outcome outcome = Outcome.ofAll(Fragments.of(film, frames), BGR);

        assertThat(outcome.places()).hasSize(25).doesNotContain(25, 26, 27, 28, 29);
        assertThat(outcome.undecodable).hasSize(1);
        assertThat(outcome.undecodable.get(0).lostPictures()).isEqualTo(5);
    }

    @Test
    void whatStandsBeforeTheFirstKeyFrameIsLost() throws Exception {
        Film film = Film.read(film(0));

        Outcome outcome = Outcome.ofAll(Fragments.of(film, film.frames().subList(4, 12)), BGR);

        assertThat(outcome.places()).containsExactly(6, 7);
        assertThat(outcome.undecodable)
                .singleElement()
                .satisfies(
                        frame -> {
                            assertThat(frame.frameIndex()).isZero();
                            assertThat(frame.lostPictures()).isEqualTo(6);
                            assertThat(frame.reason()).contains("no key frame");
                        });
    }

    @Test
    void aCodecThatIsNotDecodedIsToldOnceForTheTrack() throws Exception {
        Film film = Film.read(film(0));
        Film unknown = new Film("V_PRORES", film.codecPrivate(), film.frames());

        Outcome outcome = Outcome.ofAll(Fragments.of(unknown, film.frames()), BGR);

        assertThat(outcome.pictures).isEmpty();
        assertThat(outcome.undecodable)
                .singleElement()
                .satisfies(
                        frame -> {
                            assertThat(frame.lostPictures()).isEqualTo(30);
                            assertThat(frame.reason())
                                    .startsWith("no decoder for the codec: V_PRORES");
                        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "output_get_media.mkv",
                "output-get-media-non-increasing-timecode.mkv",
            })
    void capturesAreDecodedAsFfmpegDecodesThem(String name) throws Exception {
        Path capture = Fragments.capture(name);
        FfmpegProgram.assumeItEncodes("mjpeg");

        List<String> hashes = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (MediaFragment fragment : Fragments.ofChunks(capture)) {
            Outcome outcome = Outcome.ofAll(fragment, BGR);
            assertThat(outcome.undecodable).isEmpty();
            hashes.addAll(outcome.hashes());
            Path chunk = folder.resolve("chunk.mkv");
            try (var out = Files.newOutputStream(chunk)) {
                fragment.writeTo(out);
            }
            expected.addAll(FfmpegProgram.pictures(chunk, "null"));
        }

        assertThat(hashes).hasSizeGreaterThan(200).isEqualTo(expected);
    }

    @Test
    void framesThatAreNoPicturesAreToldEachByItself() throws Exception {
        Path capture = Fragments.capture("test_mixed_tags.mkv");

        for (MediaFragment fragment : Fragments.ofChunks(capture)) {
            Outcome outcome = Outcome.ofAll(fragment, BGR);

            assertThat(outcome.pictures).isEmpty();
            assertThat(outcome.undecodable)
                    .hasSize(fragment.frameCount())
                    .allMatch(frame -> frame.lostPictures() == 1);
        }
    }

    private static Path film(int reordered) throws Exception {
        FfmpegProgram.assumeItEncodes("libx264");
        Path file = folder.resolve("film-" + reordered + ".mkv");
        if (!Files.exists(file)) {
            FfmpegProgram.film(
                    file,
                    "160x120",
                    30,
                    "-c:v",
                    "libx264",
                    "-g",
                    "10",
                    "-sc_threshold",
                    "0",
                    "-bf",
                    String.valueOf(reordered));
        }
        return file;
    }
}
