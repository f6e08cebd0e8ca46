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

import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;

/** FFmpeg's JPEG encoder for pictures of one size. */
final class JpegContext implements AutoCloseable {

    /** On FFmpeg's scale of 1 (best) to 31: no damage to be seen, at about 1 bit a pixel. */
    private static final int QUALITY = 3;

    private final int width;
    private final int height;
    private final AVCodecContext context;
    private final AVPacket packet;
    private final NativeHandle handle;
    private long pictures;

    JpegContext(int width, int height) throws FfmpegException {
        this.width = width;
        this.height = height;
        AVCodec codec = avcodec.avcodec_find_encoder(avcodec.AV_CODEC_ID_MJPEG);
        AVCodecContext newContext = avcodec.avcodec_alloc_context3(codec);
        AVPacket newPacket = avcodec.av_packet_alloc();
        this.context = newContext;
        this.packet = newPacket;
        this.handle = new NativeHandle(this, () -> free(newContext, newPacket));
        try {
            open(codec);
        } catch (FfmpegException e) {
            handle.close();
            throw e;
        }
    }

    private void open(AVCodec codec) throws FfmpegException {
        Ffmpeg.checkAllocated(context);
        Ffmpeg.checkAllocated(packet);
        context.width(width).height(height).pix_fmt(avutil.AV_PIX_FMT_YUVJ420P);
        context.color_range(avutil.AVCOL_RANGE_JPEG);
        context.time_base().num(1).den(1);
        context.thread_count(1);
        context.flags(context.flags() | avcodec.AV_CODEC_FLAG_QSCALE);
        context.global_quality(QUALITY * avutil.FF_QP2LAMBDA);
        Ffmpeg.check(avcodec.avcodec_open2(context, codec, (AVDictionary) null));
    }

    boolean takes(AVFrame picture) {
        return picture.width() == width && picture.height() == height;
    }

    byte[] encode(AVFrame picture) throws FfmpegException {
        picture.pts(pictures++);
        picture.quality(QUALITY * avutil.FF_QP2LAMBDA);
        Ffmpeg.check(avcodec.avcodec_send_frame(context, picture));
        Ffmpeg.check(avcodec.avcodec_receive_packet(context, packet));
        try {
            byte[] file = new byte[packet.size()];
            packet.data().get(file);
            return file;
        } finally {
            avcodec.av_packet_unref(packet);
        }
    }

    @Override
    public void close() {
        handle.close();
    }

    private static void free(AVCodecContext context, AVPacket packet) {
        avcodec.av_packet_free(packet);
        avcodec.avcodec_free_context(context);
    }
}
