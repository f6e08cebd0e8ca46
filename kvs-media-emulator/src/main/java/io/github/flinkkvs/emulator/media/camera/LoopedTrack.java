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

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Some seconds of video over and over, encoded once for all cameras that share them. Thread-safe;
 * the lock guards {@code blocks} and {@code source}, and is held while a frame is encoded.
 */
final class LoopedTrack implements VideoTrack {
    private static final int MIN_MILLIS = 10_000;

    private final int length;
    private final byte[] codecPrivate;
    private final List<byte[]> blocks = new ArrayList<>();

    /** Dropped once the loop is whole. */
    private FilmedTrack source;

    /** Encodes nothing yet: each frame is when the first camera comes to it. */
    LoopedTrack(CameraOptics optics) {
        FrameTimes times = optics.times();
        long fragmentMillis = times.fragmentStartMillis(1);
        // Whole fragments, so that the loop begins with a key frame; an even number of them, so
        // that
        // picture ids take turns even where it begins anew.
        int halfOfFragments = 1 + (int) (MIN_MILLIS / fragmentMillis / 2);
        length = 2 * halfOfFragments * times.framesPerFragment();
        source = new FilmedTrack(optics, Scene.withoutClock(optics), Instant.EPOCH);
        codecPrivate = source.codecPrivate();
    }

    @Override
    public byte[] codecPrivate() {
        return codecPrivate;
    }

    @Override
    public synchronized byte[] block(long frame) {
        int wanted = (int) (frame % length);
        while (blocks.size() <= wanted) {
            blocks.add(source.block(blocks.size()));
        }
        if (blocks.size() == length) {
            source = null;
        }
        return blocks.get(wanted);
    }
}
