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

package io.github.flinkkvs.emulator.media.preview;

import org.jcodec.common.model.Picture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/**
 * Makes a picture of a fragment's last key frame.
 *
 * <p>H.264 with an avcC box as codec private data is decoded if it is progressive, 8 bits deep and
 * 4:2:0, up to 36,864 macroblocks (4096 by 2304); motion JPEG is passed through. For anything else,
 * and for frames that are damaged or take longer than three seconds, there is no picture.
 * Thread-safe; costs tens of milliseconds of processor time for usual sizes, so callers keep what
 * they get.
 */
public final class KeyFramePreview {
    private static final Logger LOG = LoggerFactory.getLogger(KeyFramePreview.class);
    private static final int MAX_CHUNK = 64 << 20;
    private static final int MAX_FRAME = 8 << 20;
    private static final Duration MAX_TIME = Duration.ofSeconds(3);
    private static final byte[] MOTION_JPEG = {'M', 'J', 'P', 'G'};
    private static final int FOURCC_AT = 16;

    private KeyFramePreview() {}

    /**
     * The picture, if one can be had.
     *
     * @param chunk a whole fragment as the service sends it, with or without its trailer
     */
    public static Optional<PreviewPicture> of(byte[] chunk) {
        if (chunk.length > MAX_CHUNK) {
            return Optional.empty();
        }
        try {
            return VideoKeyFrame.lastIn(chunk)
                    .filter(frame -> frame.bytes().length <= MAX_FRAME)
                    .flatMap(KeyFramePreview::picture);
        } catch (RuntimeException e) {
            // jcodec tells damage by whatever its arrays and tables throw.
            LOG.debug("There is no preview: {}", e.toString());
            return Optional.empty();
        }
    }

    private static Optional<PreviewPicture> picture(VideoKeyFrame frame) {
        return switch (frame.codecId()) {
            case "V_MPEG4/ISO/AVC" -> Optional.of(png(frame));
            case "V_MJPEG" -> jpeg(frame);
            case "V_MS/VFW/FOURCC" -> isMotionJpeg(frame) ? jpeg(frame) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static PreviewPicture png(VideoKeyFrame frame) {
        AvcConfiguration configuration = AvcConfiguration.of(frame.codecPrivate());
        KeyFrameDecoder decoder = new KeyFrameDecoder(configuration, new Deadline(MAX_TIME));
        Picture picture = decoder.decode(configuration.units(frame.bytes()));
        return new PreviewPicture("image/png", PngImage.of(picture));
    }

    private static Optional<PreviewPicture> jpeg(VideoKeyFrame frame) {
        byte[] bytes = frame.bytes();
        boolean isJpeg = bytes.length > 2 && (bytes[0] & 0xFF) == 0xFF && (bytes[1] & 0xFF) == 0xD8;
        return isJpeg ? Optional.of(new PreviewPicture("image/jpeg", bytes)) : Optional.empty();
    }

    private static boolean isMotionJpeg(VideoKeyFrame frame) {
        byte[] info = frame.codecPrivate();
        return info.length >= FOURCC_AT + MOTION_JPEG.length
                && ByteBuffer.wrap(info, FOURCC_AT, MOTION_JPEG.length)
                        .equals(ByteBuffer.wrap(MOTION_JPEG));
    }
}
