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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

/** Pictures beside those of the program {@code ffmpeg}, to the bit. */
class FfmpegAgreementTest {

    private static final PictureSettings BGR =
            PictureSettings.defaults().withFormat(PictureFormat.BGR);

    private static final int FRAMES = 45;

    @TempDir static Path folder;

    /** What cameras send, and what is harder. */
    enum Encoding {
        AVC("libx264", "mkv", "-preset fast -g 20 -bf 0 -pix_fmt yuv420p"),
        AVC_ANNEX_B("libx264", "h264", "-g 20 -bf 0 -pix_fmt yuv420p"),
        AVC_REORDERED("libx264", "mkv", "-g 20 -bf 3 -pix_fmt yuv420p"),
        AVC_OF_SLICES("libx264", "mkv", "-g 20 -slices 4 -pix_fmt yuv420p"),
        AVC_INTERLACED("libx264", "mkv", "-g 20 -flags +ildct -pix_fmt yuv420p"),
        AVC_TEN_BITS("libx264", "mkv", "-g 20 -pix_fmt yuv422p10le"),
        AVC_OF_HD_COLOURS("libx264", "mkv", "-g 20 -pix_fmt yuv420p -colorspace bt709"),
        HEVC("libx265", "mkv", "-preset superfast -pix_fmt yuv420p", ":keyint=20:open-gop=0"),
        HEVC_ANNEX_B("libx265", "hevc", "-preset superfast -pix_fmt yuv420p", ":bframes=0"),
        MJPEG("mjpeg", "mkv", "-q:v 3 -pix_fmt yuvj422p");

        private final String encoder;
        private final String suffix;
        private final String options;

        Encoding(String encoder, String suffix, String options) {
            this.encoder = encoder;
            this.suffix = suffix;
            this.options = options;
        }

        Encoding(String encoder, String suffix, String options, String x265) {
            this(encoder, suffix, options + " -x265-params " + FfmpegProgram.X265_ALONE + x265);
        }

        /** Made for the first test that wants it. */
        Path film() throws Exception {
            FfmpegProgram.assumeItEncodes(encoder);
            Path file = folder.resolve(name() + "." + suffix);
            if (Files.exists(file)) {
                return file;
            }
            List<String> encoding = new ArrayList<>(List.of("-c:v", encoder));
            encoding.addAll(List.of(options.split(" ")));
            return FfmpegProgram.film(file, "318x236", FRAMES, encoding.toArray(String[]::new));
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyPictureIsTheOneThatFfmpegDecodes(Encoding encoding) throws Exception {
        Path file = encoding.film();

        assertThat(pictures(Film.read(file), BGR))
                .hasSize(FRAMES)
                .isEqualTo(FfmpegProgram.pictures(file, "null"));
    }

    @ParameterizedTest
    @EnumSource
    void scaledPicturesAreThoseOfFfmpegsScaler(Encoding encoding) throws Exception {
        Path file = encoding.film();

        assertThat(pictures(Film.read(file), BGR.withMaxWidth(160)))
                .hasSize(FRAMES)
                .isEqualTo(FfmpegProgram.pictures(file, "scale=160:119"));
    }

    @ParameterizedTest
    @EnumSource
    void moreThreadsMakeTheSamePictures(Encoding encoding) throws Exception {
        Film film = Film.read(encoding.film());

        assertThat(pictures(film, BGR.withThreads(3))).isEqualTo(pictures(film, BGR));
    }

    @Test
    void aBitmapHeaderNamesTheCodecAsWell() throws Exception {
        Film film = Film.read(Encoding.MJPEG.film());
        ByteBuffer header = ByteBuffer.allocate(40).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(40).putInt(318).putInt(236).putShort((short) 1).putShort((short) 24);
        header.put("MJPG".getBytes(US_ASCII));
        Film same = new Film("V_MS/VFW/FOURCC", header.array(), film.frames());

        assertThat(pictures(same, BGR)).hasSize(FRAMES).isEqualTo(pictures(film, BGR));
    }

    private static List<String> pictures(Film film, PictureSettings settings) throws Exception {
        List<String> hashes = new ArrayList<>();
        try (VideoDecoder decoder = film.decoder(settings)) {
            PictureConsumer consumer =
                    (id, picture) -> hashes.add(FfmpegProgram.md5(picture.toPicture()));
            long id = 0;
            for (Film.Frame frame : film.frames()) {
                assertThat(decoder.decode(frame.data(), frame.keyFrame(), id++, consumer)).isTrue();
            }
            decoder.finish(consumer);
        }
        return hashes;
    }
}
