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

package io.github.flinkkvs.examples.pictures;

import java.awt.image.BufferedImage;

/**
 * What a picture shows, as far as it can be told from its brightness.
 *
 * @param spread the standard deviation of its pixels' brightness; 0 if the picture is uniform
 */
public record Brightness(double spread) {

    /** Measures a picture. */
    public static Brightness of(BufferedImage picture) {
        double sum = 0;
        double squares = 0;
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                int pixel = picture.getRGB(x, y);
                double luma = ((pixel >> 16 & 0xFF) + (pixel >> 8 & 0xFF) + (pixel & 0xFF)) / 3.0;
                sum += luma;
                squares += luma * luma;
            }
        }
        double count = (double) picture.getWidth() * picture.getHeight();
        double mean = sum / count;
        return new Brightness(Math.sqrt(Math.max(0, squares / count - mean * mean)));
    }

    /** By how much the pixels of two pictures of equal size differ in the mean, from 0 to 255. */
    public static double difference(BufferedImage one, BufferedImage other) {
        long sum = 0;
        for (int y = 0; y < one.getHeight(); y++) {
            for (int x = 0; x < one.getWidth(); x++) {
                int a = one.getRGB(x, y);
                int b = other.getRGB(x, y);
                sum +=
                        Math.abs((a >> 16 & 0xFF) - (b >> 16 & 0xFF))
                                + Math.abs((a >> 8 & 0xFF) - (b >> 8 & 0xFF))
                                + Math.abs((a & 0xFF) - (b & 0xFF));
            }
        }
        return sum / 3.0 / one.getWidth() / one.getHeight();
    }
}
