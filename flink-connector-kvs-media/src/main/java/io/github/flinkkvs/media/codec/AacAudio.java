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

/**
 * AAC frames, each behind an ADTS header (ISO/IEC 14496-3, 1.A.2.2): one after another they are a
 * file that plays.
 *
 * <pre>{@code
 * out.write(AacAudio.of(track).toAdts(frame)); // .aac
 * }</pre>
 *
 * <p>The header is made of the track's AudioSpecificConfig. Where that signals SBR or PS (HE-AAC),
 * the header tells the core's profile and sampling frequency, and decoders find the rest in the
 * frames, as implicit signalling has it (1.6.5). Old tracks without one are read by their codec id,
 * such as {@code A_AAC/MPEG4/LC/SBR}, and their sampling frequency and channels. Immutable.
 */
@PublicEvolving
public final class AacAudio {

    private static final String CODEC_ID = "A_AAC";

    /** A header's length has 13 bits, and counts the header. */
    private static final int MAX_ADTS_BYTES = (1 << 13) - 1;

    private final byte[] header;

    private AacAudio(byte[] header) {
        this.header = header;
    }

    /**
     * Reads what the track says of its frames.
     *
     * @throws CodecException if the track is not AAC, its codec private data are damaged, or an
     *     ADTS header cannot tell its object type, sampling frequency or channels
     */
    public static AacAudio of(MediaTrack track) {
        String codecId = track.codecId();
        if (!codecId.equals(CODEC_ID) && !codecId.startsWith(CODEC_ID + "/")) {
            throw new CodecException(
                    "Only tracks of A_AAC have AAC frames, not those of %s."
                            .formatted(CodecException.shown(codecId)));
        }
        AudioSpecificConfig config =
                track.codecPrivate().hasRemaining()
                        ? AudioSpecificConfig.read(track.codecPrivate())
                        : byCodecId(track);
        return new AacAudio(config.adtsHeader());
    }

    private static AudioSpecificConfig byCodecId(MediaTrack track) {
        MediaTrack.Audio audio = track.audio().orElse(null);
        String[] parts = track.codecId().split("/", -1);
        if (parts.length < 3 || audio == null) {
            throw new CodecException(
                    ("The track of %s has no codec private data, and neither its codec id nor"
                                    + " anything else tells the profile of its frames.")
                            .formatted(CodecException.shown(track.codecId())));
        }
        int objectType =
                switch (parts[2]) {
                    case "MAIN" -> 1;
                    case "LC" -> 2;
                    case "SSR" -> 3;
                    case "LTP" -> 4;
                    default ->
                            throw new CodecException(
                                    "%s names no profile of AAC."
                                            .formatted(CodecException.shown(track.codecId())));
                };
        int channels = audio.channels() == 8 ? 7 : audio.channels();
        return new AudioSpecificConfig(objectType, (int) audio.samplingFrequency(), channels);
    }

    /** Returns a frame with its header, see {@link #toAdts(ByteBuffer)}. */
    public byte[] toAdts(MediaFrame frame) {
        return toAdts(frame.data());
    }

    /**
     * Returns a frame with its header; one that has a header already is returned as it is.
     *
     * @param frame its position is left as it is
     * @throws CodecException if the frame is too long for a header's length, 8,184 bytes
     */
    public byte[] toAdts(ByteBuffer frame) {
        int bytes = frame.remaining();
        if (hasHeader(frame.slice())) {
            byte[] same = new byte[bytes];
            frame.duplicate().get(same);
            return same;
        }
        if (bytes == 0 || bytes > MAX_ADTS_BYTES - header.length) {
            throw new CodecException(
                    "An AAC frame has %d bytes; behind an ADTS header there can be 1 to %d."
                            .formatted(bytes, MAX_ADTS_BYTES - header.length));
        }
        int length = header.length + bytes;
        byte[] adts = new byte[length];
        System.arraycopy(header, 0, adts, 0, header.length);
        adts[3] |= (byte) (length >> 11);
        adts[4] = (byte) (length >> 3);
        adts[5] |= (byte) (length << 5);
        frame.duplicate().get(adts, header.length, bytes);
        return adts;
    }

    /**
     * Whether a frame begins with a header that tells the frame's own length. No raw frame begins
     * like one: its first three bits would be those of its end.
     */
    private boolean hasHeader(ByteBuffer frame) {
        return frame.limit() > header.length
                && (frame.getShort(0) & 0xFFF6) == 0xFFF0
                && (frame.getInt(2) >> 5 & 0x1FFF) == frame.limit();
    }
}
