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

package io.github.flinkkvs.examples.wall;

import io.github.flinkkvs.media.decode.DecodedFrame;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** The newest picture of each camera. Thread-safe: the job shows, the page and the sheet look. */
final class Wall {

    private final Clock clock;
    private final Map<String, Shown> cameras = new ConcurrentSkipListMap<>();

    Wall(Clock clock) {
        this.clock = clock;
    }

    private record Shown(DecodedFrame frame, Instant arrival) {}

    void show(DecodedFrame frame) {
        cameras.put(frame.streamName(), new Shown(frame, clock.instant()));
    }

    /** Returns all cameras, by name. */
    List<CameraView> cameras() {
        return cameras.values().stream().map(this::view).toList();
    }

    Optional<CameraView> camera(String name) {
        return Optional.ofNullable(cameras.get(name)).map(this::view);
    }

    Instant now() {
        return clock.instant();
    }

    private CameraView view(Shown shown) {
        DecodedFrame frame = shown.frame;
        return new CameraView(
                frame.streamName(),
                frame.timestamp(),
                Duration.between(shown.arrival, clock.instant()),
                frame.picture());
    }
}
