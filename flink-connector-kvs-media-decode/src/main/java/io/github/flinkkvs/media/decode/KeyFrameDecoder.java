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

import io.github.flinkkvs.media.model.MediaFrame;

import org.apache.flink.annotation.PublicEvolving;

import java.nio.ByteBuffer;

/** Decodes one key frame by itself. */
@PublicEvolving
public final class KeyFrameDecoder {

    private Picture picture;

    private KeyFrameDecoder() {}

    /**
     * Decodes a key frame.
     *
     * @throws DecodeException if it cannot be decoded; see {@link VideoDecoder}
     */
    public static Picture decode(MediaFrame frame, PictureSettings settings)
            throws DecodeException {
        return decode(
                frame.data(), frame.track().codecId(), frame.track().codecPrivate(), settings);
    }

    /**
     * Decodes a key frame.
     *
     * @param frame its bytes as they stand in the block
     * @throws DecodeException if it cannot be decoded; see {@link VideoDecoder#open}
     */
    public static Picture decode(
            ByteBuffer frame, String codecId, ByteBuffer codecPrivate, PictureSettings settings)
            throws DecodeException {
        try (VideoDecoder decoder = VideoDecoder.open(codecId, codecPrivate, settings)) {
            KeyFrameDecoder taken = new KeyFrameDecoder();
            decoder.decode(frame, true, 0, taken::take);
            decoder.finish(taken::take);
            if (taken.picture == null) {
                throw new DecodeException("no picture came of it: it may be no key frame");
            }
            return taken.picture;
        }
    }

    private void take(long frameId, DecodedPicture decoded) throws DecodeException {
        picture = decoded.toPicture();
    }
}
