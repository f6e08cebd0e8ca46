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

import io.github.flinkkvs.media.decode.ffmpeg.DecoderLimits;
import io.github.flinkkvs.media.decode.ffmpeg.FfmpegDecoder;
import io.github.flinkkvs.media.decode.ffmpeg.FfmpegException;
import io.github.flinkkvs.media.model.MediaTrack;

import org.apache.flink.annotation.PublicEvolving;

import java.nio.ByteBuffer;

/**
 * Decodes the frames of one track.
 *
 * <p>Decoding begins with a key frame, and frames are to be given in the order of the stream, none
 * left out: each builds upon those before it. Behind an error the decoder waits for the next key
 * frame, unless damaged pictures are wanted. Where frames are missing, call {@link #finish} so that
 * it does.
 *
 * <p>Some streams show their pictures in another order than they are coded in; such pictures come
 * some frames late, and the last of them with {@link #finish}.
 *
 * <p>Holds memory outside of Java's heap, which {@link #close} frees. Not thread-safe.
 */
@PublicEvolving
public final class VideoDecoder implements AutoCloseable {

    private static final long NONE = -1;

    private final FfmpegDecoder decoder;
    private final PictureMaker maker;
    private final boolean damagedPictures;
    private final boolean intraOnly;
    private final Current current = new Current();
    private boolean started;

    private VideoDecoder(FfmpegDecoder decoder, boolean intraOnly, PictureSettings settings) {
        this.decoder = decoder;
        this.intraOnly = intraOnly;
        this.maker = new PictureMaker(settings);
        this.damagedPictures = settings.damagedPictures();
    }

    /**
     * Opens a decoder for a track.
     *
     * @throws DecodeException if there is none for its codec, or its codec private is damaged
     * @throws IllegalStateException if FFmpeg's libraries are missing
     */
    public static VideoDecoder open(MediaTrack track, PictureSettings settings)
            throws DecodeException {
        return open(track.codecId(), track.codecPrivate(), settings);
    }

    /**
     * Opens a decoder.
     *
     * @param codecId Matroska's name of the codec: {@code V_MPEG4/ISO/AVC}, {@code
     *     V_MPEGH/ISO/HEVC}, {@code V_MJPEG}, or {@code V_MS/VFW/FOURCC} of these
     * @param codecPrivate the track's, with no bytes if it has none
     * @throws DecodeException if there is none for the codec, or the codec private is damaged
     * @throws IllegalStateException if FFmpeg's libraries are missing
     */
    public static VideoDecoder open(
            String codecId, ByteBuffer codecPrivate, PictureSettings settings)
            throws DecodeException {
        VideoCodec codec = VideoCodec.of(codecId, codecPrivate);
        DecoderLimits limits =
                new DecoderLimits(
                        settings.maxPixels(), settings.threads(), settings.damagedPictures());
        try {
            return new VideoDecoder(
                    new FfmpegDecoder(codec.decoder(), codec.extradata(), limits),
                    codec.isIntraOnly(),
                    settings);
        } catch (FfmpegException e) {
            throw new DecodeException("the track cannot be decoded: " + e.getMessage(), e);
        }
    }

    /**
     * Decodes a frame.
     *
     * @param frame its bytes as they stand in the block
     * @param frameId from 0; comes back with its picture
     * @return false if the frame was passed over, since no key frame came before it
     * @throws DecodeException if the frame is damaged. The pictures before it that were held back
     *     have been given to the consumer
     */
    public boolean decode(
            ByteBuffer frame, boolean keyFrame, long frameId, PictureConsumer consumer)
            throws DecodeException {
        if (!started && !isKeyFrame(keyFrame)) {
            return false;
        }
        started = true;
        try {
            decoder.send(frame, frameId);
            receive(consumer, NONE);
        } catch (FfmpegException e) {
            restart(consumer, frameId);
            throw new DecodeException(e.getMessage(), e);
        } catch (DecodeException e) {
            restart(consumer, frameId);
            throw e;
        }
        return true;
    }

    /** Corrects the producer's flag, which some cameras of MJPEG do not set. */
    boolean isKeyFrame(boolean flag) {
        return flag || intraOnly;
    }

    /**
     * Gives the pictures that were held back to the consumer. The next frame must be a key frame.
     *
     * @throws DecodeException if one of them is damaged; those behind it are lost
     */
    public void finish(PictureConsumer consumer) throws DecodeException {
        if (!started) {
            return;
        }
        started = false;
        try {
            decoder.sendEnd();
            receive(consumer, NONE);
        } catch (FfmpegException e) {
            throw new DecodeException(e.getMessage(), e);
        } finally {
            decoder.reset();
        }
    }

    /**
     * What was decoded before the damaged frame is as good as ever; what follows builds upon it.
     */
    private void restart(PictureConsumer consumer, long damagedFrame) {
        if (damagedPictures) {
            return;
        }
        started = false;
        try {
            decoder.sendEnd();
            receive(consumer, damagedFrame);
        } catch (FfmpegException | DecodeException e) {
            // The damage is told of already.
        } finally {
            decoder.reset();
        }
    }

    private void receive(PictureConsumer consumer, long except)
            throws FfmpegException, DecodeException {
        while (decoder.receive()) {
            long frameId = decoder.pictureId();
            if (frameId == except) {
                continue;
            }
            if (!damagedPictures && decoder.pictureDamaged()) {
                throw new DecodeException("parts of the picture are missing or damaged");
            }
            consumer.accept(frameId, current);
        }
    }

    @Override
    public void close() {
        maker.close();
        decoder.close();
    }

    /** The picture that FFmpeg gave last. */
    private final class Current implements DecodedPicture {

        @Override
        public int width() {
            return decoder.picture().width();
        }

        @Override
        public int height() {
            return decoder.picture().height();
        }

        @Override
        public Picture toPicture() throws DecodeException {
            try {
                return maker.make(decoder.picture());
            } catch (FfmpegException e) {
                throw new DecodeException("the picture cannot be converted: " + e.getMessage(), e);
            }
        }
    }
}
