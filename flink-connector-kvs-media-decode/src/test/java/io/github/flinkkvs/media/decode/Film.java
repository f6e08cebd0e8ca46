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

import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.PointerPointer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The video frames of a file, by FFmpeg's own reader of files.
 *
 * @param codecPrivate as Matroska has it
 */
@SuppressWarnings("ArrayRecordComponent") // A record for brevity: films are not compared.
record Film(String codecId, byte[] codecPrivate, List<Frame> frames) {

    /** A frame, with its time in milliseconds. */
    @SuppressWarnings("ArrayRecordComponent")
    record Frame(byte[] bytes, boolean keyFrame, long millis) {

        ByteBuffer data() {
            return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
        }
    }

    static Film read(Path file) throws IOException {
        avutil.av_log_set_level(avutil.AV_LOG_QUIET);
        AVFormatContext context = new AVFormatContext(null);
        if (avformat.avformat_open_input(context, file.toString(), null, (AVDictionary) null) < 0) {
            throw new IOException("FFmpeg cannot open " + file);
        }
        try {
            avformat.avformat_find_stream_info(context, (PointerPointer<?>) null);
            AVStream stream = context.streams(0);
            byte[] codecPrivate = new byte[stream.codecpar().extradata_size()];
            if (codecPrivate.length > 0) {
                stream.codecpar().extradata().get(codecPrivate);
            }
            return new Film(
                    codecId(stream.codecpar().codec_id()),
                    codecPrivate,
                    frames(context, stream.time_base().num() * 1000.0 / stream.time_base().den()));
        } finally {
            avformat.avformat_close_input(context);
        }
    }

    private static List<Frame> frames(AVFormatContext context, double unitMillis) {
        List<Frame> frames = new ArrayList<>();
        AVPacket packet = avcodec.av_packet_alloc();
        while (avformat.av_read_frame(context, packet) >= 0) {
            if (packet.stream_index() == 0) {
                byte[] bytes = new byte[packet.size()];
                packet.data().get(bytes);
                boolean keyFrame = (packet.flags() & avcodec.AV_PKT_FLAG_KEY) != 0;
                frames.add(new Frame(bytes, keyFrame, Math.round(packet.pts() * unitMillis)));
            }
            avcodec.av_packet_unref(packet);
        }
        avcodec.av_packet_free(packet);
        return frames;
    }

    private static String codecId(int ffmpegId) throws IOException {
        return switch (ffmpegId) {
            case avcodec.AV_CODEC_ID_H264 -> "V_MPEG4/ISO/AVC";
            case avcodec.AV_CODEC_ID_HEVC -> "V_MPEGH/ISO/HEVC";
            case avcodec.AV_CODEC_ID_MJPEG -> "V_MJPEG";
            default -> throw new IOException("Not a codec of these tests: " + ffmpegId);
        };
    }

    VideoDecoder decoder(PictureSettings settings) throws DecodeException {
        return VideoDecoder.open(codecId, ByteBuffer.wrap(codecPrivate), settings);
    }
}
