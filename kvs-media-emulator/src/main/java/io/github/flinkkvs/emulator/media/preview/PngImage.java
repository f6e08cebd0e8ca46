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
import org.jcodec.common.model.Rect;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** Writes a decoded picture as PNG in true colour, thinned out to at most 640 pixels a side. */
final class PngImage {
    private static final int MAX_SIDE = 640;
    private static final long SIGNATURE = 0x89504E470D0A1A0AL;
    private static final int HEADER_LENGTH = 13;
    private static final byte TRUE_COLOUR = 2;

    private PngImage() {}

    static byte[] of(Picture picture) {
        Rect crop = picture.getCrop();
        int left = crop == null ? 0 : crop.getX();
        int top = crop == null ? 0 : crop.getY();
        int fullWidth = crop == null ? picture.getWidth() : crop.getWidth();
        int fullHeight = crop == null ? picture.getHeight() : crop.getHeight();
        int step = 1 + (Math.max(fullWidth, fullHeight) - 1) / MAX_SIDE;
        int width = (fullWidth + step - 1) / step;
        int height = (fullHeight + step - 1) / step;
        ByteBuffer rows = ByteBuffer.allocate(height * (1 + 3 * width));
        for (int y = 0; y < height; y++) {
            rows.put((byte) 0); // no filter
            for (int x = 0; x < width; x++) {
                putColour(rows, picture, left + x * step, top + y * step);
            }
        }
        return file(width, height, rows.array());
    }

    /** BT.601 at studio range, which decoders take if the stream does not say. */
    private static void putColour(ByteBuffer rows, Picture picture, int x, int y) {
        int luma = picture.getPlaneData(0)[y * picture.getPlaneWidth(0) + x] + 128 - 16;
        int chromaAt = y / 2 * picture.getPlaneWidth(1) + x / 2;
        int blue = picture.getPlaneData(1)[chromaAt];
        int red = picture.getPlaneData(2)[chromaAt];
        rows.put(clamped(298 * luma + 409 * red));
        rows.put(clamped(298 * luma - 100 * blue - 208 * red));
        rows.put(clamped(298 * luma + 516 * blue));
    }

    private static byte clamped(int times256) {
        return (byte) Math.max(0, Math.min(255, (times256 + 128) >> 8));
    }

    private static byte[] file(int width, int height, byte[] rows) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(SIGNATURE).array());
        ByteBuffer header = ByteBuffer.allocate(HEADER_LENGTH).putInt(width).putInt(height);
        chunk(file, "IHDR", header.put((byte) Byte.SIZE).put(TRUE_COLOUR).array());
        chunk(file, "IDAT", deflated(rows));
        chunk(file, "IEND", new byte[0]);
        return file.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream file, String type, byte[] content) {
        byte[] name = type.getBytes(US_ASCII);
        CRC32 checksum = new CRC32();
        checksum.update(name);
        checksum.update(content);
        ByteBuffer chunk = ByteBuffer.allocate(content.length + 12).putInt(content.length);
        chunk.put(name).put(content).putInt((int) checksum.getValue());
        file.writeBytes(chunk.array());
    }

    private static byte[] deflated(byte[] rows) {
        Deflater deflater = new Deflater();
        try {
            deflater.setInput(rows);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] some = new byte[1 << 14];
            while (!deflater.finished()) {
                out.write(some, 0, deflater.deflate(some));
            }
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }
}
