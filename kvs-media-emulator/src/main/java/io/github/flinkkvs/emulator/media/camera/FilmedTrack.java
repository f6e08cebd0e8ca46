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

import io.github.flinkkvs.emulator.mkv.MatroskaElements;
import io.github.flinkkvs.emulator.mkv.SimpleBlock;

import java.time.Instant;

/** Video that is drawn and encoded for one camera alone. Not thread-safe. */
final class FilmedTrack implements VideoTrack {
    private final FrameTimes times;
    private final Instant start;
    private final Scene scene;
    private final Canvas canvas;
    private final AvcEncoder encoder;

    /**
     * Encodes nothing yet.
     *
     * @param start what the clock in the scene shows with the first frame
     */
    FilmedTrack(CameraOptics optics, Scene scene, Instant start) {
        this.times = optics.times();
        this.start = start;
        this.scene = scene;
        this.canvas = new Canvas(optics.width(), optics.height());
        this.encoder = new AvcEncoder(optics.width(), optics.height(), times.framesPerSecond());
    }

    @Override
    public byte[] codecPrivate() {
        return encoder.codecPrivate();
    }

    @Override
    public byte[] block(long frame) {
        scene.draw(start.plusMillis(times.millis(frame)), canvas);
        boolean keyFrame = times.isKeyFrame(frame);
        byte[] picture = keyFrame ? encoder.keyFrame(canvas) : encoder.deltaFrame(canvas);
        int relative = times.millisInFragment(frame);
        return MatroskaElements.block(new SimpleBlock(NUMBER, relative, keyFrame, picture));
    }
}
