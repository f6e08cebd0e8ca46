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

package io.github.flinkkvs.media.codec;

import io.github.flinkkvs.media.model.MediaFrame;
import io.github.flinkkvs.media.model.MediaTrack;

import org.apache.flink.annotation.PublicEvolving;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Motion JPEG: each frame is a JPEG picture by itself.
 *
 * <pre>{@code
 * BufferedImage picture =
 *         ImageIO.read(new ByteArrayInputStream(MotionJpeg.of(track).toJpeg(frame)));
 * }</pre>
 *
 * <p>Read are {@code V_MJPEG}, and {@code V_MS/VFW/FOURCC} with {@code MJPG} in Microsoft's
 * BITMAPINFOHEADER. Immutable.
 */
@PublicEvolving
public final class MotionJpeg {

    private static final String CODEC_ID = "V_MJPEG";
    private static final String VIDEO_FOR_WINDOWS = "V_MS/VFW/FOURCC";
    private static final String FOUR_CC = "MJPG";

    /** The fields of BITMAPINFOHEADER in front of biCompression. */
    private static final int BYTES_BEFORE_COMPRESSION = 16;

    private static final short START_OF_IMAGE = (short) 0xFFD8;

    private MotionJpeg() {}

    /**
     * Makes sure that the track's frames are JPEG pictures.
     *
     * @throws CodecException if they are not
     */
    public static MotionJpeg of(MediaTrack track) {
        return of(track.codecId(), track.codecPrivate());
    }

    /**
     * Makes sure that a track's frames are JPEG pictures.
     *
     * @param codecPrivate empty where there are none; its position is left as it is
     * @throws CodecException if they are not
     */
    public static MotionJpeg of(String codecId, ByteBuffer codecPrivate) {
        if (codecId.equals(VIDEO_FOR_WINDOWS)) {
            checkFourCc(codecPrivate);
        } else if (!codecId.equals(CODEC_ID)) {
            throw new CodecException(
                    "Only tracks of V_MJPEG, or of V_MS/VFW/FOURCC with MJPG, have JPEG pictures,"
                            + " not those of %s.".formatted(CodecException.shown(codecId)));
        }
        return new MotionJpeg();
    }

    private static void checkFourCc(ByteBuffer codecPrivate) {
        PrivateReader in =
                new PrivateReader("the BITMAPINFOHEADER", codecPrivate, ByteOrder.LITTLE_ENDIAN);
        in.skip(BYTES_BEFORE_COMPRESSION, "what precedes biCompression");
        ByteBuffer fourCc = in.take(FOUR_CC.length(), "biCompression");
        String text = StandardCharsets.US_ASCII.decode(fourCc).toString();
        if (!text.toUpperCase(Locale.ROOT).equals(FOUR_CC)) {
            throw in.wrong(
                    BYTES_BEFORE_COMPRESSION,
                    "biCompression is %s, not MJPG".formatted(CodecException.shown(text)));
        }
    }

    /** Returns a frame's picture, see {@link #toJpeg(ByteBuffer)}. */
    public byte[] toJpeg(MediaFrame frame) {
        return toJpeg(frame.data());
    }

    /**
     * Returns a frame's picture, the bytes as they came.
     *
     * @param frame its position is left as it is
     * @throws CodecException if the frame does not begin as JPEG does
     */
    public byte[] toJpeg(ByteBuffer frame) {
        ByteBuffer bytes = frame.slice();
        if (bytes.limit() < Short.BYTES || bytes.getShort(0) != START_OF_IMAGE) {
            throw new CodecException(
                    "A frame of %d bytes is no JPEG picture: it begins with %s, not FF D8."
                            .formatted(bytes.limit(), CodecException.shown(bytes)));
        }
        byte[] picture = new byte[bytes.limit()];
        bytes.get(picture);
        return picture;
    }
}
