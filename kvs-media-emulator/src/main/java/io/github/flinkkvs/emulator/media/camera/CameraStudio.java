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

import io.github.flinkkvs.emulator.media.live.Recording;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Sets cameras up, and keeps the loops of footage that some of them share. Thread-safe; the lock
 * guards {@code loops}.
 */
public final class CameraStudio {
    /** Enough for any fleet of a few models; what is beyond is encoded anew. */
    private static final int MAX_LOOPS = 16;

    private final Map<CameraOptics, LoopedTrack> loops = new HashMap<>();

    /** What a camera records from a whole millisecond on; it never ends. */
    public Recording record(SyntheticCamera camera, Instant start) {
        CameraOptics optics = camera.optics();
        VideoTrack video =
                camera.hasSharedFootage()
                        ? loop(optics)
                        : new FilmedTrack(
                                optics,
                                Scene.of(camera.name(), optics, camera.blockEvery()),
                                start);
        return new CameraRecording(camera, start, video);
    }

    private synchronized LoopedTrack loop(CameraOptics optics) {
        if (!loops.containsKey(optics) && loops.size() == MAX_LOOPS) {
            loops.remove(loops.keySet().iterator().next());
        }
        return loops.computeIfAbsent(optics, LoopedTrack::new);
    }
}
