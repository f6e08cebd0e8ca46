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

import io.github.flinkkvs.media.decode.ffmpeg.FfmpegException;
import io.github.flinkkvs.media.decode.ffmpeg.JpegEncoder;
import io.github.flinkkvs.media.decode.ffmpeg.PictureScaler;

import org.bytedeco.ffmpeg.avutil.AVFrame;

import java.nio.ByteBuffer;

/** Makes a {@link Picture} of what FFmpeg has decoded. */
final class PictureMaker implements AutoCloseable {

    private static final int BGR_BYTES = 3;

    private final PictureSettings settings;
    private final PictureScaler scaler;
    private final JpegEncoder encoder = new JpegEncoder();

    PictureMaker(PictureSettings settings) {
        this.settings = settings;
        this.scaler =
                new PictureScaler(
                        settings.format() == PictureFormat.JPEG
                                ? PictureScaler.Target.FOR_JPEG
                                : PictureScaler.Target.BGR);
    }

    Picture make(AVFrame decoded) throws FfmpegException {
        int width = Math.min(decoded.width(), settings.maxWidth());
        long height = Math.round((double) decoded.height() * width / decoded.width());
        AVFrame scaled = scaler.scale(decoded, width, (int) Math.max(1, height));
        byte[] bytes =
                settings.format() == PictureFormat.JPEG ? encoder.encode(scaled) : copyRows(scaled);
        return new Picture(settings.format(), scaled.width(), scaled.height(), bytes);
    }

    /** FFmpeg's rows have gaps between them unless the width happens to suit it. */
    private static byte[] copyRows(AVFrame picture) {
        int row = picture.width() * BGR_BYTES;
        int height = picture.height();
        int step = picture.linesize(0);
        byte[] bytes = new byte[row * height];
        ByteBuffer data = picture.data(0).capacity((long) step * height).asByteBuffer();
        if (step == row) {
            data.get(bytes);
            return bytes;
        }
        for (int y = 0; y < height; y++) {
            data.get(y * step, bytes, y * row, row);
        }
        return bytes;
    }

    @Override
    public void close() {
        scaler.close();
        encoder.close();
    }
}
