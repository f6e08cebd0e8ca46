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

import java.time.Duration;
import java.util.Map;

/** The description of a camera that does not exist. Immutable; one may feed several streams. */
public final class SyntheticCamera {
    private static final Duration LONGEST_FRAGMENT = Duration.ofSeconds(10);

    private final String name;
    private final CameraOptics optics;
    private final Duration fragmentLength;
    private final Duration blockEvery;
    private final boolean sharedFootage;
    private final boolean audio;
    private final Map<String, String> userTags;

    private SyntheticCamera(Builder options) {
        name = options.name;
        optics = new CameraOptics(options.width, options.height, options.times());
        fragmentLength = options.fragmentLength;
        blockEvery = options.blockEvery;
        sharedFootage = options.sharedFootage;
        audio = options.audio;
        userTags = options.userTags;
    }

    /** A camera of 640 by 360 pixels, 15 frames a second, one fragment a second, without audio. */
    public static Builder builder(String name) {
        return new Builder(name);
    }

    /** The camera that the builder starts from. */
    public static SyntheticCamera named(String name) {
        return builder(name).build();
    }

    public String name() {
        return name;
    }

    CameraOptics optics() {
        return optics;
    }

    public int framesPerSecond() {
        return optics.times().framesPerSecond();
    }

    public Duration fragmentLength() {
        return fragmentLength;
    }

    public int framesPerFragment() {
        return optics.times().framesPerFragment();
    }

    Duration blockEvery() {
        return blockEvery;
    }

    boolean hasSharedFootage() {
        return sharedFootage;
    }

    boolean hasAudio() {
        return audio;
    }

    Map<String, String> userTags() {
        return userTags;
    }

    /** Options of a camera. */
    public static final class Builder {
        private final String name;
        private int width = 640;
        private int height = 360;
        private int framesPerSecond = 15;
        private Duration fragmentLength = Duration.ofSeconds(1);
        private int keyFrameInterval = Integer.MAX_VALUE;
        private Duration blockEvery = Scene.ONE_AFTER_ANOTHER;
        private boolean sharedFootage;
        private boolean audio;
        private Map<String, String> userTags = Map.of();

        private Builder(String name) {
            this.name = name;
        }

        /** Both even, from 16 to 4096; the clock needs 224 by 64 pixels to be seen as a whole. */
        public Builder size(int width, int height) {
            if (!isPossible(width) || !isPossible(height)) {
                throw new IllegalArgumentException(
                        "A camera cannot have "
                                + width
                                + "x"
                                + height
                                + " pixels: use even numbers"
                                + " from 16 to 4096");
            }
            this.width = width;
            this.height = height;
            return this;
        }

        /** 1 to 120. */
        public Builder framesPerSecond(int framesPerSecond) {
            if (framesPerSecond < 1 || framesPerSecond > 120) {
                throw new IllegalArgumentException(
                        "A camera takes 1 to 120 frames a second, not " + framesPerSecond);
            }
            this.framesPerSecond = framesPerSecond;
            return this;
        }

        /** Each fragment starts with a key frame; at most 10 s, as the service demands. */
        public Builder fragmentLength(Duration fragmentLength) {
            this.fragmentLength = fragmentLength;
            return this;
        }

        /**
         * Of how many frames one is a key frame (the group of pictures), counted anew in each
         * fragment, since all start with one. By default a fragment has no other.
         */
        public Builder keyFrameEvery(int frames) {
            if (frames < 1) {
                throw new IllegalArgumentException(
                        "A camera cannot take a key frame every " + frames + " frames: at least 1");
            }
            this.keyFrameInterval = frames;
            return this;
        }

        /**
         * How often a block crosses the scene, counted from 1970 on, for detectors of motion: in
         * between, only the clock changes. With 0 there is no block. By default, and if a crossing
         * takes longer (16 ms a pixel of the width, so 11 s at 640), one follows another. Shared
         * footage always does so.
         */
        public Builder blockEvery(Duration blockEvery) {
            if (blockEvery.isNegative()) {
                throw new IllegalArgumentException(
                        "A block cannot cross every " + blockEvery + ": 0 for never, or more");
            }
            this.blockEvery = blockEvery;
            return this;
        }

        /**
         * For fleets: cameras of the same size, frame rate, fragments and key frames show one loop
         * of some 10 s that is encoded once, without name and clock, and so cost next to nothing
         * each. Their tracks, tags, audio and fragment times stay their own. Off by default.
         */
        public Builder sharedFootage(boolean sharedFootage) {
            this.sharedFootage = sharedFootage;
            return this;
        }

        /** Adds a second track: a tone in 16-bit PCM at 8 kHz. */
        public Builder audio(boolean audio) {
            this.audio = audio;
            return this;
        }

        /** Tags that the producer sends with every fragment. */
        public Builder userTags(Map<String, String> userTags) {
            this.userTags = Map.copyOf(userTags);
            return this;
        }

        /**
         * Checks that a fragment holds at least one frame and is no longer than the service takes.
         */
        public SyntheticCamera build() {
            SyntheticCamera camera = new SyntheticCamera(this);
            if (camera.framesPerFragment() < 1 || fragmentLength.compareTo(LONGEST_FRAGMENT) > 0) {
                throw new IllegalArgumentException(
                        "A fragment cannot last "
                                + fragmentLength
                                + " at "
                                + framesPerSecond
                                + " frames a second: at least one frame, at most 10 s");
            }
            return camera;
        }

        private FrameTimes times() {
            int framesPerFragment = (int) (framesPerSecond * fragmentLength.toMillis() / 1000);
            return new FrameTimes(framesPerSecond, framesPerFragment, keyFrameInterval);
        }

        private static boolean isPossible(int pixels) {
            return pixels >= 16 && pixels <= 4096 && pixels % 2 == 0;
        }
    }
}
