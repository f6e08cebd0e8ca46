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

package io.github.flinkkvs.examples.quickstart;

import io.github.flinkkvs.media.model.MediaFragment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What has been read of each camera, for the terminal to show. Static and shared, which works only
 * because the quick start's job runs in the same JVM.
 */
public final class Scoreboard {

    private static final Map<String, Score> SCORES = new TreeMap<>();

    private Scoreboard() {}

    /**
     * What has been read of one camera.
     *
     * @param fragments the fragment numbers, as they came
     * @param frames how many frames they hold
     * @param bytes how many bytes they have
     * @param millisBehindNow how far behind the camera the last one came
     */
    public record Score(List<String> fragments, long frames, long bytes, long millisBehindNow) {

        private Score plus(MediaFragment fragment) {
            List<String> numbers = new ArrayList<>(fragments);
            numbers.add(fragment.fragmentNumber().toString());
            return new Score(
                    List.copyOf(numbers),
                    frames + fragment.frameCount(),
                    bytes + fragment.chunkLength(),
                    fragment.millisBehindNow().orElse(0));
        }
    }

    static synchronized void add(MediaFragment fragment) {
        SCORES.merge(
                fragment.streamName(),
                new Score(List.of(), 0, 0, 0).plus(fragment),
                (score, first) -> score.plus(fragment));
    }

    /** Returns the scores of this moment, by camera. */
    public static synchronized Map<String, Score> snapshot() {
        return new TreeMap<>(SCORES);
    }
}
