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

package io.github.flinkkvs.media.source.deserializer;

import io.github.flinkkvs.media.model.MediaTrack;

import java.io.Serializable;
import java.util.List;

/**
 * What a track must be.
 *
 * @param values one of them, as {@link TrackProperty#of} returns it
 */
record TrackRule(TrackProperty property, List<? extends Serializable> values)
        implements Serializable {

    TrackRule {
        if (values.isEmpty()) {
            throw new IllegalArgumentException(
                    "No " + property + " is given; no frame would pass.");
        }
        for (Serializable value : values) {
            if (!property.isPossible(value)) {
                throw new IllegalArgumentException(
                        "No track has the " + property + " '" + value + "'.");
            }
        }
    }

    boolean accepts(MediaTrack track) {
        return values.contains(property.of(track));
    }

    @Override
    public String toString() {
        return property + " " + values;
    }
}
