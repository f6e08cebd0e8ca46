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

import io.github.flinkkvs.media.model.FrameIndex;
import io.github.flinkkvs.media.model.MediaFragment;
import io.github.flinkkvs.media.model.MediaTrack;

import javax.annotation.Nullable;

import java.util.List;

/**
 * Tells which frames of one fragment after another pass a {@link FrameFilter}. Tracks are looked at
 * once in a fragment, so that a frame costs a few comparisons and no object. Task thread.
 */
final class FrameSelector {

    private static final int UNDECLARED = -1;

    private final FrameFilter filter;
    @Nullable private final FrameIntervals intervals;
    private FrameIndex index = FrameIndex.builder().build();
    private List<MediaTrack> tracks = List.of();
    private boolean[] accepted = {};

    FrameSelector(FrameFilter filter) {
        this.filter = filter;
        this.intervals = filter.interval().map(FrameIntervals::new).orElse(null);
    }

    /** Goes to a fragment. */
    void start(MediaFragment fragment) {
        index = fragment.index();
        tracks = fragment.tracks();
        accepted = new boolean[tracks.size()];
        for (int i = 0; i < accepted.length; i++) {
            accepted[i] = filter.accepts(tracks.get(i));
        }
        if (intervals != null) {
            intervals.start(fragment);
        }
    }

    /** Asks about a frame of the fragment; about each once, and in order. */
    boolean passes(int frame) {
        if (filter.keyFramesOnly() && !index.keyFrame(frame)) {
            return false;
        }
        int track = place(index.trackNumber(frame));
        if (track == UNDECLARED) {
            return filter.ignoresTracks();
        }
        return accepted[track] && (intervals == null || intervals.isFirst(track, frame));
    }

    private int place(long trackNumber) {
        for (int i = 0; i < accepted.length; i++) {
            if (tracks.get(i).number() == trackNumber) {
                return i;
            }
        }
        return UNDECLARED;
    }
}
