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

import org.apache.flink.annotation.PublicEvolving;

import java.io.Serializable;

/**
 * How pictures are decoded, and what they become.
 *
 * @param format what their bytes are
 * @param maxWidth the width to which wider pictures are scaled, the height along with it; pictures
 *     are never enlarged
 * @param maxPixels pixels of a picture as it is coded, above which it is refused. Decoding takes
 *     some 30 bytes of memory a pixel
 * @param threads threads of FFmpeg's own. With 1 it decodes on the caller's thread, as is best
 *     where many streams are decoded side by side. With more, an error may be told of a later frame
 * @param damagedPictures whether damage is mended as well as it can be, and the picture shown; if
 *     not, it is an error
 */
@PublicEvolving
public record PictureSettings(
        PictureFormat format, int maxWidth, long maxPixels, int threads, boolean damagedPictures)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /** FFmpeg has no larger ones. */
    private static final int WIDEST = 65_535;

    private static final int MOST_THREADS = 64;
    private static final long DEFAULT_MAX_PIXELS = 16_000_000;

    /** Refuses what cannot be kept. */
    public PictureSettings {
        check("maxWidth", maxWidth, WIDEST);
        check("maxPixels", maxPixels, Integer.MAX_VALUE);
        check("threads", threads, MOST_THREADS);
    }

    /**
     * JPEG files as large as the pictures are coded, of at most 16 million pixels, decoded on the
     * caller's thread; damage is an error.
     */
    public static PictureSettings defaults() {
        return new PictureSettings(PictureFormat.JPEG, WIDEST, DEFAULT_MAX_PIXELS, 1, false);
    }

    public PictureSettings withFormat(PictureFormat value) {
        return new PictureSettings(value, maxWidth, maxPixels, threads, damagedPictures);
    }

    public PictureSettings withMaxWidth(int value) {
        return new PictureSettings(format, value, maxPixels, threads, damagedPictures);
    }

    public PictureSettings withMaxPixels(long value) {
        return new PictureSettings(format, maxWidth, value, threads, damagedPictures);
    }

    public PictureSettings withThreads(int value) {
        return new PictureSettings(format, maxWidth, maxPixels, value, damagedPictures);
    }

    public PictureSettings withDamagedPictures(boolean value) {
        return new PictureSettings(format, maxWidth, maxPixels, threads, value);
    }

    private static void check(String name, long value, long highest) {
        if (value < 1 || value > highest) {
            throw new IllegalArgumentException(
                    "%s must be from 1 to %d, not %d".formatted(name, highest, value));
        }
    }
}
