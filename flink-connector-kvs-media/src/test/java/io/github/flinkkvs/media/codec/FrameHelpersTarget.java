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

import io.github.flinkkvs.media.fuzz.Bounds;
import io.github.flinkkvs.media.fuzz.FuzzTarget;
import io.github.flinkkvs.media.model.MediaTrack;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

import static io.github.flinkkvs.media.codec.TestingBytes.annexB;
import static io.github.flinkkvs.media.codec.TestingBytes.avcC;
import static io.github.flinkkvs.media.codec.TestingBytes.bytes;
import static io.github.flinkkvs.media.codec.TestingBytes.concat;
import static io.github.flinkkvs.media.codec.TestingBytes.hex;
import static io.github.flinkkvs.media.codec.TestingBytes.hvcC;
import static io.github.flinkkvs.media.codec.TestingBytes.prefixed;
import static io.github.flinkkvs.media.codec.TestingBytes.waveFormat;

/**
 * A track and one frame of it. The first byte tells the codec, the second how long the codec's
 * private data are; the frame follows them.
 */
public final class FrameHelpersTarget implements FuzzTarget {

    private static final List<String> CODEC_IDS =
            List.of(
                    TestingBytes.AVC,
                    TestingBytes.HEVC,
                    "A_MS/ACM",
                    "A_PCM/INT/BIG",
                    "A_AAC",
                    "A_AAC/MPEG4/LC",
                    "V_MS/VFW/FOURCC");

    private static final long ROOM = 100_000;
    private static final int ROOM_FOR_EACH_BYTE = 60;

    @Override
    public void run(byte[] input) throws Exception {
        if (input.length < 2) {
            return;
        }
        int privateEnd = Math.min(input.length, 2 + (input[1] & 0xFF));
        MediaTrack track =
                MediaTrack.builder()
                        .number(1)
                        .codecId(CODEC_IDS.get((input[0] & 0xFF) % CODEC_IDS.size()))
                        .codecPrivate(Arrays.copyOfRange(input, 2, privateEnd))
                        .audio(new MediaTrack.Audio(48_000, 2, OptionalInt.of(24)))
                        .build();
        ByteBuffer frame = ByteBuffer.wrap(input, privateEnd, input.length - privateEnd);
        Bounds.within(
                ROOM + (long) ROOM_FOR_EACH_BYTE * input.length,
                () -> {
                    try {
                        convert(track, frame);
                    } catch (CodecException refused) {
                        checkMessage(refused);
                    }
                    return null;
                });
    }

    private static void convert(MediaTrack track, ByteBuffer frame) {
        int bytes = frame.remaining();
        switch (track.codecId()) {
            case "A_MS/ACM", "A_PCM/INT/BIG" -> {
                check(PcmAudio.of(track).toPcm16(frame).length <= 2 * bytes, "samples");
            }
            case "A_AAC", "A_AAC/MPEG4/LC" -> {
                byte[] adts = AacAudio.of(track).toAdts(frame);
                check(adts.length == bytes || adts.length == bytes + 7, "ADTS");
            }
            case "V_MS/VFW/FOURCC" ->
                    check(MotionJpeg.of(track).toJpeg(frame).length == bytes, "JPEG");
            default -> units(NalUnits.of(track), frame);
        }
    }

    private static void units(NalUnits converter, ByteBuffer frame) {
        List<ByteBuffer> units = converter.split(frame);
        int bytes = units.stream().mapToInt(ByteBuffer::remaining).sum();
        check(!units.isEmpty() && bytes <= frame.remaining(), "units");
        byte[] annexB = converter.toAnnexB(frame, false);
        check(annexB.length == bytes + 4 * units.size(), "Annex B");
        int sets = converter.parameterSets().stream().mapToInt(s -> 4 + s.remaining()).sum();
        int keyFrame = converter.toAnnexB(frame, true).length;
        check(keyFrame == annexB.length || keyFrame == annexB.length + sets, "key frame");
        byte[] prefixed = converter.toLengthPrefixed(frame);
        check(prefixed.length == bytes + converter.lengthBytes() * units.size(), "length-prefixed");
    }

    private static void checkMessage(CodecException refused) {
        String message = refused.getMessage();
        check(message.length() < 500 && message.indexOf('\n') < 0, message);
    }

    private static void check(boolean kept, String promise) {
        if (!kept) {
            throw new AssertionError(promise);
        }
    }

    @Override
    public List<byte[]> seeds() {
        byte[] slice = hex("65 88 84 00 33");
        return List.of(
                seed(0, avcC(4), prefixed(4, TestingBytes.SPS, slice)),
                seed(0, avcC(1), prefixed(1, slice)),
                seed(0, annexB(TestingBytes.SPS, TestingBytes.PPS), annexB(slice, slice)),
                seed(1, hvcC(2, List.of(hex("40 01 0C"), hex("42 01"))), prefixed(2, slice)),
                seed(1, new byte[0], annexB(slice)),
                seed(2, bytes(waveFormat(7, 1, 8_000, 8)), slice),
                seed(2, bytes(waveFormat(3, 1, 8_000, 32)), hex("00 00 80 3F")),
                seed(3, new byte[0], hex("01 02 03 04 05 06")),
                seed(4, hex("12 10"), hex("21 10 04 60 8C 1C")),
                seed(4, hex("2B 92 08 00"), hex("FF F1 50 80 01 BF FC 21 10 04 60 8C 1C")),
                seed(5, new byte[0], slice),
                seed(6, concat(new byte[16], hex("4D 4A 50 47")), hex("FF D8 FF DB")));
    }

    private static byte[] seed(int codec, byte[] codecPrivate, byte[] frame) {
        return concat(new byte[] {(byte) codec, (byte) codecPrivate.length}, codecPrivate, frame);
    }
}
