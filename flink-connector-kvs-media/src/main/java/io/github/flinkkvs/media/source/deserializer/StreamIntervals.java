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

import java.util.Arrays;
import java.util.List;

/** The latest interval of which a frame passed, for each track of one stream. Task thread. */
final class StreamIntervals {

    private static final long NONE = Long.MIN_VALUE;

    private long startMillis = NONE;
    private List<MediaTrack> tracks = List.of();
    private long[] latest = {};

    /**
     * Goes to the stream's next fragment. One that begins before its predecessor is of a clock that
     * was set back, to which the times until now mean nothing. Tracks that it does not declare are
     * forgotten.
     */
    void start(long fragmentMillis, List<MediaTrack> fragmentTracks) {
        if (fragmentMillis < startMillis) {
            Arrays.fill(latest, NONE);
        }
        startMillis = fragmentMillis;
        if (fragmentTracks != tracks) {
            latest = fragmentTracks.stream().mapToLong(track -> latestOf(track.number())).toArray();
            tracks = fragmentTracks;
        }
    }

    private long latestOf(long trackNumber) {
        for (int i = 0; i < latest.length; i++) {
            if (tracks.get(i).number() == trackNumber) {
                return latest[i];
            }
        }
        return NONE;
    }

    /**
     * Returns whether no frame of this interval, or a later one, passed before. Frames that stand
     * behind later ones, as in video with pictures that refer to the next, are of an interval that
     * has passed.
     *
     * @param track the track's place in the fragment's list
     */
    boolean isNew(int track, long interval) {
        if (interval <= latest[track]) {
            return false;
        }
        latest[track] = interval;
        return true;
    }
}
