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

package io.github.flinkkvs.media.file;

import io.github.flinkkvs.media.model.MediaFragment;
import io.github.flinkkvs.media.model.MediaFrame;
import io.github.flinkkvs.media.model.MediaTrack;
import io.github.flinkkvs.media.model.StreamId;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the first fragment settles for the whole document. Keeps nothing of its media. */
final class Opening {

    private final StreamId stream;
    private final List<MediaTrack> tracks;
    private final Set<Long> trackNumbers;
    private final Instant origin;

    Opening(MediaFragment first) {
        this.stream = first.stream();
        this.tracks = first.tracks();
        this.trackNumbers =
                tracks.stream().map(MediaTrack::number).collect(Collectors.toUnmodifiableSet());
        this.origin =
                declared(first.frames()).stream()
                        .map(MediaFrame::timestamp)
                        .min(Instant::compareTo)
                        .orElse(first.producerTimestamp());
    }

    /** The producer's time that is 0 in the document. */
    Instant origin() {
        return origin;
    }

    /** The frames of the document's tracks. */
    List<MediaFrame> declared(List<MediaFrame> frames) {
        return frames.stream().filter(f -> trackNumbers.contains(f.trackNumber())).toList();
    }

    /** Why a fragment does not go with the first; empty if it does. */
    Optional<String> difference(MediaFragment fragment) {
        if (!stream.equals(fragment.stream())) {
            return Optional.of("the document is of " + stream);
        }
        List<MediaTrack> others = fragment.tracks();
        if (others.size() != tracks.size()) {
            return Optional.of(
                    "it has %d tracks, the document has %d"
                            .formatted(others.size(), tracks.size()));
        }
        for (int i = 0; i < tracks.size(); i++) {
            if (!same(tracks.get(i), others.get(i))) {
                return Optional.of(
                        "its %s differs from the document's %s"
                                .formatted(others.get(i), tracks.get(i)));
            }
        }
        return Optional.empty();
    }

    private static boolean same(MediaTrack one, MediaTrack other) {
        return one.number() == other.number()
                && one.type() == other.type()
                && one.codecId().equals(other.codecId())
                && one.codecPrivate().equals(other.codecPrivate())
                && one.name().equals(other.name())
                && one.language().equals(other.language())
                && one.defaultDuration().equals(other.defaultDuration())
                && one.video().equals(other.video())
                && one.audio().equals(other.audio());
    }
}
