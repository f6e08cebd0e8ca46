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
import org.jcodec.codecs.h264.encode.DumbRateControl;
import org.jcodec.codecs.h264.io.model.SeqParameterSet;
import org.jcodec.common.model.Size;

/** jcodec's encoder, whose streams all claim level 4.0, with the level that the pictures need. */
final class LevelledEncoder extends H264Encoder {
    /** Level, macroblocks in a picture, macroblocks in a second: H.264 table A-1. */
    private static final int[][] LEVELS = {
        {40, 8_192, 245_760}, {42, 8_704, 522_240}, {51, 36_864, 983_040}, {52, 36_864, 2_073_600},
    };

    private final int framesPerSecond;

    LevelledEncoder(int framesPerSecond) {
        super(new DumbRateControl());
        this.framesPerSecond = framesPerSecond;
    }

    @Override
    public SeqParameterSet initSPS(Size size) {
        SeqParameterSet parameters = super.initSPS(size);
        int macroblocks =
                Canvas.toMacroblocks(size.getWidth()) * Canvas.toMacroblocks(size.getHeight());
        int level = 0;
        while (level < LEVELS.length - 1
                && (macroblocks > LEVELS[level][1]
                        || macroblocks * framesPerSecond > LEVELS[level][2])) {
            level++;
        }
        parameters.levelIdc = LEVELS[level][0];
        return parameters;
    }
}
