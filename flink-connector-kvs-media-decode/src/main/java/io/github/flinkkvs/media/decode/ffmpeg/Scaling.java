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
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;

/** FFmpeg's scaler for pictures that are all alike, with the picture that it writes to. */
final class Scaling implements AutoCloseable {

    /** What the arithmetic of contrast and saturation calls 1. */
    private static final int UNCHANGED = 1 << 16;

    private final Geometry geometry;
    private final SwsContext context;
    private final AVFrame result;
    private final NativeHandle handle;

    Scaling(Geometry geometry) throws FfmpegException {
        this.geometry = geometry;
        SwsContext newContext =
                swscale.sws_getContext(
                        geometry.fromWidth(),
                        geometry.fromHeight(),
                        geometry.fromFormat(),
                        geometry.width(),
                        geometry.height(),
                        geometry.format(),
                        swscale.SWS_BICUBIC,
                        null,
                        null,
                        (DoublePointer) null);
        AVFrame newResult = avutil.av_frame_alloc();
        this.context = newContext;
        this.result = newResult;
        this.handle = new NativeHandle(this, () -> free(newContext, newResult));
        try {
            prepare();
        } catch (FfmpegException e) {
            handle.close();
            throw e;
        }
    }

    private void prepare() throws FfmpegException {
        if (context == null) {
            throw new FfmpegException("FFmpeg cannot convert " + geometry);
        }
        Ffmpeg.checkAllocated(result);
        boolean jpeg = geometry.format() == avutil.AV_PIX_FMT_YUVJ420P;
        IntPointer from = swscale.sws_getCoefficients(geometry.colorSpace());
        IntPointer to = jpeg ? swscale.sws_getCoefficients(swscale.SWS_CS_ITU601) : from;
        swscale.sws_setColorspaceDetails(
                context,
                from,
                geometry.fullRange() ? 1 : 0,
                to,
                jpeg ? 1 : 0,
                0,
                UNCHANGED,
                UNCHANGED);
        result.width(geometry.width()).height(geometry.height()).format(geometry.format());
        Ffmpeg.check(avutil.av_frame_get_buffer(result, 0));
    }

    Geometry geometry() {
        return geometry;
    }

    AVFrame scale(AVFrame picture) throws FfmpegException {
        Ffmpeg.check(swscale.sws_scale_frame(context, result, picture));
        return result;
    }

    @Override
    public void close() {
        handle.close();
    }

    private static void free(SwsContext context, AVFrame result) {
        avutil.av_frame_free(result);
        swscale.sws_freeContext(context);
    }

    /** Sizes, pixel formats and colours on both sides. */
    record Geometry(
            int fromWidth,
            int fromHeight,
            int fromFormat,
            int colorSpace,
            boolean fullRange,
            int width,
            int height,
            int format) {

        static Geometry of(AVFrame picture, int width, int height, int format) {
            return new Geometry(
                    picture.width(),
                    picture.height(),
                    picture.format(),
                    picture.colorspace(),
                    isFullRange(picture),
                    width,
                    height,
                    format);
        }

        /** By its own word, or by the pixel formats that MJPEG has. */
        private static boolean isFullRange(AVFrame picture) {
            return picture.color_range() == avutil.AVCOL_RANGE_JPEG
                    || switch (picture.format()) {
                        case avutil.AV_PIX_FMT_YUVJ420P,
                                avutil.AV_PIX_FMT_YUVJ422P,
                                avutil.AV_PIX_FMT_YUVJ444P,
                                avutil.AV_PIX_FMT_YUVJ440P,
                                avutil.AV_PIX_FMT_YUVJ411P ->
                                true;
                        default -> false;
                    };
        }
    }
}
