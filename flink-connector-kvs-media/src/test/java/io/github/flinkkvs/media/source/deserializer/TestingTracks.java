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

import io.github.flinkkvs.media.model.FragmentHeader;
import io.github.flinkkvs.media.model.FragmentNumber;
import io.github.flinkkvs.media.model.FrameIndex;
import io.github.flinkkvs.media.model.FrameIndexBuilder;
import io.github.flinkkvs.media.model.MediaFragment;
import io.github.flinkkvs.media.model.MediaTrack;
import io.github.flinkkvs.media.model.MediaTrackType;
import io.github.flinkkvs.media.model.StreamId;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/** Fragments of which only tracks, times and key frames matter; each frame is one byte. */
final class TestingTracks {

    static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    static final long VIDEO = 1;
    static final long AUDIO = 2;

    static final List<MediaTrack> BOTH =
            List.of(
                    track(VIDEO, MediaTrackType.VIDEO, "V_MPEG4/ISO/AVC", "picture"),
                    track(AUDIO, MediaTrackType.AUDIO, "A_PCM/INT/LIT", "sound"));

    private final FrameIndexBuilder frames = FrameIndex.builder();
    private String stream = "camera-1";
    private Instant start = START;
    private List<MediaTrack> tracks = BOTH;

    static MediaTrack track(long number, MediaTrackType type, String codecId, String name) {
        return MediaTrack.builder().number(number).type(type).codecId(codecId).name(name).build();
    }

    TestingTracks stream(String name) {
        stream = name;
        return this;
    }

    /** The fragment's producer timestamp. */
    TestingTracks at(Instant time) {
        start = time;
        return this;
    }

    TestingTracks tracks(List<MediaTrack> declared) {
        tracks = declared;
        return this;
    }

    TestingTracks key(long track, long millis) {
        return frame(track, millis, true);
    }

    TestingTracks delta(long track, long millis) {
        return frame(track, millis, false);
    }

    private TestingTracks frame(long track, long millis, boolean keyFrame) {
        long nanos = Duration.ofMillis(millis).toNanos();
        frames.add(track, nanos, FrameIndex.UNKNOWN_DURATION, keyFrame, frames.size(), 1);
        return this;
    }

    MediaFragment fragment() {
        FragmentHeader header =
                new FragmentHeader(FragmentNumber.of("1"), "1", start, start, OptionalLong.empty());
        FrameIndex index = frames.build();
        byte[] bytes = new byte[index.size()];
        return new MediaFragment(
                StreamId.of(stream), header, List.of(), tracks, index, bytes, bytes.length);
    }
}
