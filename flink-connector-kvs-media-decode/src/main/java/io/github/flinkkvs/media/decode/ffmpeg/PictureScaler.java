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

package io.github.flinkkvs.media.decode.ffmpeg;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * Makes pictures of one pixel format, of whatever size and format they were decoded to. It works as
 * FFmpeg's own {@code scale} filter does by default, so pictures are the same to the bit.
 */
public final class PictureScaler implements AutoCloseable {

    /** What a picture becomes; the values are FFmpeg's. */
    public enum Target {
        /** Blue, green and red, a byte each, rows from the top. */
        BGR(avutil.AV_PIX_FMT_BGR24),
        /** What FFmpeg's JPEG encoder takes: full range, chroma at half of the size. */
        FOR_JPEG(avutil.AV_PIX_FMT_YUVJ420P);

        private final int format;

        Target(int format) {
            this.format = format;
        }

        int format() {
            return format;
        }
    }

    private final Target target;
    private Scaling scaling;

    public PictureScaler(Target target) {
        this.target = target;
    }

    /**
     * Scales and converts.
     *
     * @return the picture, which stands until the next call
     */
    public AVFrame scale(AVFrame picture, int width, int height) throws FfmpegException {
        Scaling.Geometry geometry = Scaling.Geometry.of(picture, width, height, target.format());
        if (scaling == null || !scaling.geometry().equals(geometry)) {
            close();
            scaling = new Scaling(geometry);
        }
        return scaling.scale(picture);
    }

    @Override
    public void close() {
        if (scaling != null) {
            scaling.close();
            scaling = null;
        }
    }
}
