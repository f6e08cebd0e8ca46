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

package io.github.flinkkvs.emulator.media.camera;

import org.jcodec.codecs.h264.H264Encoder;
import org.jcodec.codecs.h264.H264Utils;
import org.jcodec.common.model.Size;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Encodes canvases as H.264 baseline: whole pictures by jcodec, the pictures in between as what
 * changed since the one before.
 *
 * <p>jcodec's own predicted pictures take two and a half times as long as its whole ones, and know
 * no skipped macroblocks. Not thread-safe.
 */
final class AvcEncoder {
    private static final int MAX_PARAMETER_SET = 256;
    private static final int NAL_TYPE_MASK = 0x1F;
    private static final int IDR_SLICE = 5;
    private static final byte SPS = 0x67;
    private static final byte PPS = 0x68;

    private final H264Encoder keyFrames;
    private final ChangeSlice changes = new ChangeSlice();
    private final Canvas previous;
    private final ByteBuffer buffer;
    private final byte[] codecPrivate;
    private int sinceKeyFrame;
    private boolean oddKeyFrame;

    AvcEncoder(int width, int height, int framesPerSecond) {
        keyFrames = new LevelledEncoder(framesPerSecond);
        // Also settles that the parameter sets give frame numbers the four bits ChangeSlice writes.
        keyFrames.setKeyInterval(1);
        previous = new Canvas(width, height);
        buffer = ByteBuffer.allocate((1 << 16) + 4 * width * height);
        codecPrivate =
                avcC(
                        unit(SPS, keyFrames.initSPS(new Size(width, height))::write),
                        unit(PPS, keyFrames.initPPS()::write));
    }

    /** The parameter sets in the form of an avcC box. */
    byte[] codecPrivate() {
        return codecPrivate;
    }

    byte[] keyFrame(Canvas canvas) {
        buffer.clear();
        List<byte[]> slices = new ArrayList<>();
        for (ByteBuffer unit :
                H264Utils.splitFrame(keyFrames.encodeIDRFrame(canvas.picture(), buffer))) {
            byte[] bytes = new byte[unit.remaining()];
            unit.get(bytes);
            if ((bytes[0] & NAL_TYPE_MASK) == IDR_SLICE) {
                slices.add(oddKeyFrame ? IdrPictureId.one(bytes) : bytes);
            }
        }
        oddKeyFrame = !oddKeyFrame;
        sinceKeyFrame = 0;
        previous.copyFrom(canvas);
        return lengthPrefixed(slices);
    }

    /** A picture that refers to the one encoded before it. */
    byte[] deltaFrame(Canvas canvas) {
        sinceKeyFrame++;
        byte[] slice = changes.encode(previous.picture(), canvas.picture(), sinceKeyFrame);
        previous.copyFrom(canvas);
        return lengthPrefixed(List.of(slice));
    }

    private static byte[] lengthPrefixed(List<byte[]> units) {
        int size = units.stream().mapToInt(unit -> Integer.BYTES + unit.length).sum();
        ByteBuffer frame = ByteBuffer.allocate(size);
        units.forEach(unit -> frame.putInt(unit.length).put(unit));
        return frame.array();
    }

    private static byte[] unit(byte header, Consumer<ByteBuffer> content) {
        ByteBuffer raw = ByteBuffer.allocate(MAX_PARAMETER_SET);
        content.accept(raw);
        raw.flip();
        ByteBuffer unit = ByteBuffer.allocate(2 * MAX_PARAMETER_SET).put(header);
        H264Utils.escapeNAL(raw, unit);
        return Arrays.copyOf(unit.array(), unit.position());
    }

    private static byte[] avcC(byte[] sps, byte[] pps) {
        return ByteBuffer.allocate(11 + sps.length + pps.length)
                .put((byte) 1)
                .put(sps, 1, 3)
                .put((byte) 0xFF)
                .put((byte) 0xE1)
                .putShort((short) sps.length)
                .put(sps)
                .put((byte) 1)
                .putShort((short) pps.length)
                .put(pps)
                .array();
    }
}
