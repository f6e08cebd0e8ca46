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

import org.apache.flink.annotation.PublicEvolving;

import javax.imageio.ImageIO;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;

/** A decoded picture. Immutable. */
@PublicEvolving
public final class Picture {

    private final PictureFormat format;
    private final int width;
    private final int height;
    private final byte[] bytes;

    /** Takes ownership of the array; nothing is copied. */
    Picture(PictureFormat format, int width, int height, byte[] bytes) {
        this.format = Objects.requireNonNull(format, "format");
        this.width = width;
        this.height = height;
        this.bytes = bytes;
    }

    /** Returns what the bytes are. */
    public PictureFormat format() {
        return format;
    }

    /** Returns the width in pixels. */
    public int width() {
        return width;
    }

    /** Returns the height in pixels. */
    public int height() {
        return height;
    }

    /** Returns the bytes, read-only. */
    public ByteBuffer data() {
        return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }

    /** Returns a copy of the bytes. */
    public byte[] toByteArray() {
        return bytes.clone();
    }

    /** Writes the bytes. */
    public void writeTo(OutputStream out) throws IOException {
        out.write(bytes);
    }

    /** Returns the picture as Java's own, to draw on or to hand to {@link ImageIO}. */
    public BufferedImage toImage() throws IOException {
        if (format == PictureFormat.JPEG) {
            return ImageIO.read(new ByteArrayInputStream(bytes));
        }
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        byte[] pixels = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        System.arraycopy(bytes, 0, pixels, 0, pixels.length);
        return image;
    }

    byte[] bytes() {
        return bytes;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Picture that
                && format == that.format
                && width == that.width
                && height == that.height
                && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return 31 * Objects.hash(format, width, height) + Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "Picture{%s, %dx%d, %d bytes}".formatted(format, width, height, bytes.length);
    }
}
