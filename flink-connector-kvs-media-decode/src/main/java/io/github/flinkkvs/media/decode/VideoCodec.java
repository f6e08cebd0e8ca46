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

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/**
 * A codec that is decoded, and what its decoder is to begin with.
 *
 * <p>FFmpeg knows hundreds of codecs, and which one a frame is given to is the producer's word. So
 * only those are opened that cameras send.
 *
 * @param decoder FFmpeg's name of the decoder
 * @param extradata read-only
 */
record VideoCodec(String decoder, ByteBuffer extradata) {

    private static final String AVC = "h264";
    private static final String HEVC = "hevc";
    private static final String MJPEG = "mjpeg";
    private static final String VFW = "V_MS/VFW/FOURCC";

    /** The sizes and places are of Windows' BITMAPINFOHEADER, which is VFW's codec private. */
    private static final int BITMAP_INFO_BYTES = 40;

    private static final int FOURCC_OFFSET = 16;
    private static final int FOURCC_BYTES = 4;

    private static final Set<String> MJPEG_FOURCCS = Set.of("MJPG");
    private static final Set<String> AVC_FOURCCS = Set.of("H264", "X264", "AVC1", "DAVC");
    private static final Set<String> HEVC_FOURCCS = Set.of("HEVC", "H265", "HVC1", "HEV1");

    /** Whether each frame is a picture by itself, whatever the producer says of key frames. */
    boolean isIntraOnly() {
        return decoder.equals(MJPEG);
    }

    static VideoCodec of(String codecId, ByteBuffer codecPrivate) throws DecodeException {
        return switch (codecId) {
            case "V_MPEG4/ISO/AVC" -> new VideoCodec(AVC, codecPrivate);
            case "V_MPEGH/ISO/HEVC" -> new VideoCodec(HEVC, codecPrivate);
            case "V_MJPEG" -> new VideoCodec(MJPEG, codecPrivate);
            case VFW -> ofBitmapInfo(codecPrivate);
            default -> throw unknown(codecId.isEmpty() ? "none is named" : codecId);
        };
    }

    private static VideoCodec ofBitmapInfo(ByteBuffer info) throws DecodeException {
        if (info.remaining() < BITMAP_INFO_BYTES) {
            throw new DecodeException(
                    "the codec private of %s has %d bytes, at least %d expected"
                            .formatted(VFW, info.remaining(), BITMAP_INFO_BYTES));
        }
        byte[] name = new byte[FOURCC_BYTES];
        info.get(info.position() + FOURCC_OFFSET, name);
        String fourCc = new String(name, ISO_8859_1).toUpperCase(Locale.ROOT);
        ByteBuffer extradata =
                info.slice(
                        info.position() + BITMAP_INFO_BYTES, info.remaining() - BITMAP_INFO_BYTES);
        if (MJPEG_FOURCCS.contains(fourCc)) {
            return new VideoCodec(MJPEG, extradata);
        }
        if (AVC_FOURCCS.contains(fourCc)) {
            return new VideoCodec(AVC, extradata);
        }
        if (HEVC_FOURCCS.contains(fourCc)) {
            return new VideoCodec(HEVC, extradata);
        }
        throw unknown(VFW + " of 0x" + HexFormat.of().formatHex(name));
    }

    private static DecodeException unknown(String found) {
        return new DecodeException(
                "no decoder for the codec: %s. Decoded are V_MPEG4/ISO/AVC, V_MPEGH/ISO/HEVC, V_MJPEG and %s of these"
                        .formatted(found, VFW));
    }
}
