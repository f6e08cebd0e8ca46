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
import java.util.ArrayList;
import java.util.List;

/**
 * The NAL units of an H.264 or H.265 track's frames, in the form that a decoder or a file wants:
 *
 * <pre>{@code
 * out.write(NalUnits.of(track).toAnnexB(frame)); // frames one after another play as .h264, .h265
 * }</pre>
 *
 * <p>Producers send either form, and the service does not look into frames. The codec private data
 * tell which to expect: an avcC or hvcC (ISO/IEC 14496-15, 5.3.3.1 and 8.3.3.1) says that units
 * stand behind lengths of 1, 2 or 4 bytes; data that begin with a start code are Annex B; without
 * any, Annex B is expected. As FFmpeg does, each frame is then looked at as well, since there are
 * producers whose frames contradict the data:
 *
 * <ul>
 *   <li>where lengths are expected and lead exactly to the frame's end, they are lengths; otherwise
 *       a frame that begins with a start code is Annex B;
 *   <li>where Annex B is expected, a frame that begins with a start code is; otherwise, if lengths
 *       of 4 bytes lead exactly to its end, they are lengths.
 * </ul>
 *
 * <p>Any other frame is a {@link CodecException}. Immutable; making one costs a reading of the
 * codec private data, a few microseconds.
 */
@PublicEvolving
public final class NalUnits {

    private static final int START_CODE = 1;
    private static final int START_CODE_BYTES = 4;
    private static final int LONGEST_LENGTH_BYTES = 4;

    private final NalConfiguration configuration;
    private final byte[] annexBSets;

    private NalUnits(NalConfiguration configuration) {
        this.configuration = configuration;
        int bytes =
                configuration.parameterSets().stream()
                        .mapToInt(set -> START_CODE_BYTES + set.remaining())
                        .sum();
        ByteBuffer sets = ByteBuffer.allocate(bytes);
        configuration.parameterSets().forEach(set -> putUnit(sets, set.duplicate()));
        this.annexBSets = sets.array();
    }

    /**
     * Reads what the track says of its frames.
     *
     * @throws CodecException if the track is neither H.264 nor H.265, or its codec private data are
     *     damaged
     */
    public static NalUnits of(MediaTrack track) {
        return of(track.codecId(), track.codecPrivate());
    }

    /**
     * Reads what a track says of its frames.
     *
     * @param codecId {@code V_MPEG4/ISO/AVC} or {@code V_MPEGH/ISO/HEVC}
     * @param codecPrivate empty where there are none; its position is left as it is
     * @throws CodecException if the codec is another, or its private data are damaged
     */
    public static NalUnits of(String codecId, ByteBuffer codecPrivate) {
        return new NalUnits(NalConfiguration.of(codecId, codecPrivate));
    }

    /**
     * Returns the parameter sets of the codec private data as read-only views, in the order in
     * which a decoder needs them: SPS, SPS extensions, PPS; or VPS, SPS, PPS, prefix SEI.
     */
    public List<ByteBuffer> parameterSets() {
        return configuration.parameterSets().stream().map(ByteBuffer::asReadOnlyBuffer).toList();
    }

    /** Returns a frame's NAL units as read-only views, without lengths and start codes. */
    public List<ByteBuffer> split(MediaFrame frame) {
        return split(frame.data());
    }

    /**
     * Returns a frame's NAL units as read-only views, without lengths and start codes.
     *
     * @param frame its position is left as it is
     * @throws CodecException if the frame is neither length-prefixed nor Annex B
     */
    public List<ByteBuffer> split(ByteBuffer frame) {
        List<ByteBuffer> units = new ArrayList<>();
        NalCursor cursor = unitsOf(frame);
        while (cursor.next()) {
            units.add(cursor.unit().asReadOnlyBuffer());
        }
        return units;
    }

    /** Returns a frame as Annex B, see {@link #toAnnexB(ByteBuffer, boolean)}. */
    public byte[] toAnnexB(MediaFrame frame) {
        return toAnnexB(frame.data(), frame.keyFrame());
    }

    /**
     * Returns a frame as Annex B: each unit behind a start code of four bytes.
     *
     * <p>In front of a key frame, but behind its access unit delimiter, go the parameter sets of
     * the codec private data, so that decoding can begin there; unless the frame brings an SPS and
     * a PPS (for H.265 a VPS, too) by itself.
     *
     * @param frame its position is left as it is
     * @throws CodecException if the frame is neither length-prefixed nor Annex B
     */
    public byte[] toAnnexB(ByteBuffer frame, boolean keyFrame) {
        NalCodec codec = configuration.codec();
        NalCursor units = unitsOf(frame);
        long bytes = 0;
        int sets = 0;
        while (units.next()) {
            bytes += START_CODE_BYTES + units.length();
            sets |= codec.requiredBit(codec.type(units.firstByte()));
        }
        boolean pending = keyFrame && sets != codec.requiredBits();
        ByteBuffer out = ByteBuffer.allocate(size(bytes + (pending ? annexBSets.length : 0)));
        units.rewind();
        while (units.next()) {
            if (pending && !codec.isDelimiter(codec.type(units.firstByte()))) {
                out.put(annexBSets);
                pending = false;
            }
            putUnit(out, units.unit());
        }
        if (pending) {
            out.put(annexBSets);
        }
        return out.array();
    }

    /** Returns a frame length-prefixed, see {@link #toLengthPrefixed(ByteBuffer)}. */
    public byte[] toLengthPrefixed(MediaFrame frame) {
        return toLengthPrefixed(frame.data());
    }

    /**
     * Returns a frame with each unit behind its length, of {@link #lengthBytes} bytes. Parameter
     * sets are not added: in this form they stand in the avcC or hvcC.
     *
     * @param frame its position is left as it is
     * @throws CodecException if the frame is neither length-prefixed nor Annex B, or a unit is too
     *     long for its length
     */
    public byte[] toLengthPrefixed(ByteBuffer frame) {
        NalCursor units = unitsOf(frame);
        long bytes = 0;
        while (units.next()) {
            checkLength(units);
            bytes += lengthBytes() + units.length();
        }
        ByteBuffer out = ByteBuffer.allocate(size(bytes));
        units.rewind();
        while (units.next()) {
            switch (lengthBytes()) {
                case 1 -> out.put((byte) units.length());
                case 2 -> out.putShort((short) units.length());
                default -> out.putInt(units.length());
            }
            out.put(units.unit());
        }
        return out.array();
    }

    /** Returns of how many bytes a length is: what the avcC or hvcC says, 4 where there is none. */
    public int lengthBytes() {
        int told = configuration.lengthBytes();
        return told == NalConfiguration.NO_LENGTHS ? LONGEST_LENGTH_BYTES : told;
    }

    private NalCursor unitsOf(ByteBuffer bytes) {
        ByteBuffer frame = bytes.slice();
        boolean startCode = StartCodeCursor.begins(frame);
        boolean lengthsExpected = configuration.lengthBytes() != NalConfiguration.NO_LENGTHS;
        NalCursor units;
        if ((lengthsExpected || !startCode) && LengthCursor.fits(frame, lengthBytes())) {
            units = LengthCursor.over(frame, lengthBytes());
        } else if (startCode) {
            units = new StartCodeCursor(frame);
        } else {
            throw LengthCursor.wrong(frame, lengthBytes());
        }
        if (!units.next()) {
            throw new CodecException(
                    "A frame of %d bytes has no NAL unit: %s."
                            .formatted(frame.limit(), CodecException.shown(frame)));
        }
        units.rewind();
        return units;
    }

    private void checkLength(NalCursor units) {
        long most = (1L << (Byte.SIZE * lengthBytes())) - 1;
        if (units.length() > most) {
            throw new CodecException(
                    ("The NAL unit at byte %d of the frame has %d bytes; the track's lengths are"
                                    + " of %d bytes and can tell %d at most.")
                            .formatted(units.from, units.length(), lengthBytes(), most));
        }
    }

    private static void putUnit(ByteBuffer out, ByteBuffer unit) {
        out.putInt(START_CODE).put(unit);
    }

    private static int size(long bytes) {
        if (bytes > Integer.MAX_VALUE) {
            throw new CodecException("A frame would have %d bytes.".formatted(bytes));
        }
        return (int) bytes;
    }

    @Override
    public String toString() {
        return "NalUnits{%s, lengthBytes=%d, parameterSets=%d}"
                .formatted(
                        configuration.codec(),
                        configuration.lengthBytes(),
                        configuration.parameterSets().size());
    }
}
