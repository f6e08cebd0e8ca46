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
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

import java.nio.ByteBuffer;

/**
 * One of FFmpeg's video decoders: packets in, pictures out.
 *
 * <p>After each packet all pictures must be received before the next packet is sent.
 */
public final class FfmpegDecoder implements AutoCloseable {

    /** What FFmpeg's readers may look at behind the last byte. */
    private static final int PADDING = avcodec.AV_INPUT_BUFFER_PADDING_SIZE;

    private final AVCodecContext context;
    private final AVPacket packet;
    private final AVFrame picture;
    private final NativeHandle handle;

    /**
     * Opens a decoder.
     *
     * @param name FFmpeg's name of it
     * @param extradata what it needs before the first packet
     * @throws FfmpegException if FFmpeg has no such decoder or refuses the extradata
     */
    public FfmpegDecoder(String name, ByteBuffer extradata, DecoderLimits limits)
            throws FfmpegException {
        Ffmpeg.load();
        AVCodec codec = avcodec.avcodec_find_decoder_by_name(name);
        if (codec == null) {
            throw new FfmpegException("FFmpeg was built without its decoder " + name);
        }
        AVCodecContext newContext = avcodec.avcodec_alloc_context3(codec);
        AVPacket newPacket = avcodec.av_packet_alloc();
        AVFrame newPicture = avutil.av_frame_alloc();
        this.context = newContext;
        this.packet = newPacket;
        this.picture = newPicture;
        this.handle = new NativeHandle(this, () -> free(newContext, newPacket, newPicture));
        try {
            open(codec, extradata, limits);
        } catch (FfmpegException e) {
            handle.close();
            throw e;
        }
    }

    private void open(AVCodec codec, ByteBuffer extradata, DecoderLimits limits)
            throws FfmpegException {
        Ffmpeg.checkAllocated(context);
        Ffmpeg.checkAllocated(packet);
        Ffmpeg.checkAllocated(picture);
        context.max_pixels(limits.maxPixels());
        context.thread_count(limits.threads());
        if (!limits.concealsDamage()) {
            context.err_recognition(avcodec.AV_EF_EXPLODE);
        }
        int size = extradata.remaining();
        if (size > 0) {
            Pointer copy = Ffmpeg.checkAllocated(avutil.av_mallocz(size + (long) PADDING));
            context.extradata(new BytePointer(copy)).extradata_size(size);
            new BytePointer(copy).capacity(size).asByteBuffer().put(extradata.duplicate());
        }
        Ffmpeg.check(avcodec.avcodec_open2(context, codec, (AVDictionary) null));
    }

    /**
     * Decodes a packet.
     *
     * @param id comes back with the picture that is in this packet
     * @throws FfmpegException if the packet cannot be decoded
     */
    public void send(ByteBuffer data, long id) throws FfmpegException {
        int size = data.remaining();
        Ffmpeg.check(avcodec.av_new_packet(packet, size));
        try {
            packet.data().capacity(size).asByteBuffer().put(data.duplicate());
            packet.pts(id);
            Ffmpeg.check(avcodec.avcodec_send_packet(context, packet));
        } finally {
            avcodec.av_packet_unref(packet);
        }
    }

    /** Says that no packet follows, so that all pictures come out; then only {@link #reset}. */
    public void sendEnd() throws FfmpegException {
        Ffmpeg.check(avcodec.avcodec_send_packet(context, null));
    }

    /**
     * Receives the next picture.
     *
     * @return false if there is none without another packet
     * @throws FfmpegException if it cannot be decoded
     */
    public boolean receive() throws FfmpegException {
        int result = avcodec.avcodec_receive_frame(context, picture);
        if (result == avutil.AVERROR_EAGAIN() || result == avutil.AVERROR_EOF) {
            return false;
        }
        Ffmpeg.check(result);
        return true;
    }

    /** The picture that was received last. It stands here until the next is. */
    public AVFrame picture() {
        return picture;
    }

    /** The id of the packet that the picture was in. */
    public long pictureId() {
        return picture.pts();
    }

    /** Whether FFmpeg found the picture to be damaged, and mended or left it so. */
    public boolean pictureDamaged() {
        return picture.decode_error_flags() != 0
                || (picture.flags() & AVFrame.AV_FRAME_FLAG_CORRUPT) != 0;
    }

    /** Forgets all that was sent; the next packet begins anew. */
    public void reset() {
        avcodec.avcodec_flush_buffers(context);
    }

    @Override
    public void close() {
        handle.close();
    }

    private static void free(AVCodecContext context, AVPacket packet, AVFrame picture) {
        avutil.av_frame_free(picture);
        avcodec.av_packet_free(packet);
        avcodec.avcodec_free_context(context);
    }
}
