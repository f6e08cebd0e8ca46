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

package io.github.flinkkvs.media.table;

import io.github.flinkkvs.media.model.MediaFragment;
import io.github.flinkkvs.media.model.MediaFrame;
import io.github.flinkkvs.media.model.MediaTrack;

import java.util.function.Function;

/**
 * How a value is read, in Flink's internal form, and what it is a value of, so that it is read no
 * more often than it can change. The value is null where there is none.
 */
sealed interface MetadataReader {

    /** The same for all frames of a fragment. */
    record OfFragment(Function<MediaFragment, Object> read) implements MetadataReader {}

    /** The same for all frames of a track; null if the fragment does not declare the track. */
    record OfTrack(Function<MediaTrack, Object> read) implements MetadataReader {}

    /** A frame's own. */
    record OfFrame(Function<MediaFrame, Object> read) implements MetadataReader {}
}
