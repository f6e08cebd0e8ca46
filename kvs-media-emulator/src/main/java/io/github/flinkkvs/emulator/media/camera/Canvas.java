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

import org.jcodec.common.model.ColorSpace;
import org.jcodec.common.model.Picture;
import org.jcodec.common.model.Rect;

import java.util.Arrays;

/**
 * A picture in planes of luma and chroma, as large as whole macroblocks need; jcodec keeps samples
 * as signed bytes, 128 below their value.
 */
final class Canvas {
    static final int MACROBLOCK = 16;
    private static final int SAMPLE_ZERO = 128;

    private final Picture picture;

    Canvas(int width, int height) {
        picture =
                Picture.createCropped(
                        toMacroblocks(width) * MACROBLOCK,
                        toMacroblocks(height) * MACROBLOCK,
                        ColorSpace.YUV420J,
                        new Rect(0, 0, width, height));
    }

    Picture picture() {
        return picture;
    }

    int width() {
        return picture.getCroppedWidth();
    }

    int height() {
        return picture.getCroppedHeight();
    }

    /** Fills a rectangle of the luma plane, cut to the canvas. */
    void fill(int left, int top, int width, int height, int luma) {
        int from = Math.max(0, left);
        int to = Math.min(picture.getWidth(), left + width);
        byte[] plane = picture.getPlaneData(0);
        for (int y = Math.max(0, top); y < Math.min(picture.getHeight(), top + height); y++) {
            int row = y * picture.getWidth();
            if (from < to) {
                Arrays.fill(plane, row + from, row + to, sample(luma));
            }
        }
    }

    /** Gives the whole canvas one tint. */
    void tint(int blue, int red) {
        Arrays.fill(picture.getPlaneData(1), sample(blue));
        Arrays.fill(picture.getPlaneData(2), sample(red));
    }

    void copyFrom(Canvas other) {
        for (int plane = 0; plane < 3; plane++) {
            byte[] source = other.picture.getPlaneData(plane);
            System.arraycopy(source, 0, picture.getPlaneData(plane), 0, source.length);
        }
    }

    static int toMacroblocks(int pixels) {
        return (pixels + MACROBLOCK - 1) / MACROBLOCK;
    }

    private static byte sample(int value) {
        return (byte) (value - SAMPLE_ZERO);
    }
}
