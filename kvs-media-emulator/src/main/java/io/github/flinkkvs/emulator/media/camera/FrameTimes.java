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

/**
 * Which frame comes when: frames from 0 on, each fragment with the same number of them.
 *
 * <p>Frames are timed from their fragment's start and fragments from the camera's, both in whole
 * milliseconds, so that all fragments have the same block times and nothing drifts.
 *
 * @param keyFrameInterval of how many frames in a fragment the first is a key frame
 */
record FrameTimes(int framesPerSecond, int framesPerFragment, int keyFrameInterval) {

    long fragmentStartMillis(long fragment) {
        return fragment * framesPerFragment * 1000 / framesPerSecond;
    }

    int millisInFragment(long frame) {
        return inFragment(frame) * 1000 / framesPerSecond;
    }

    /** From the camera's start. */
    long millis(long frame) {
        return fragmentStartMillis(frame / framesPerFragment) + millisInFragment(frame);
    }

    boolean isKeyFrame(long frame) {
        return inFragment(frame) % keyFrameInterval == 0;
    }

    private int inFragment(long frame) {
        return (int) (frame % framesPerFragment);
    }
}
