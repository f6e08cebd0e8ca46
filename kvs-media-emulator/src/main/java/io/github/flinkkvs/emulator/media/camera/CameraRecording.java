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

import io.github.flinkkvs.emulator.media.live.MediaPiece;
import io.github.flinkkvs.emulator.media.live.Recording;
import io.github.flinkkvs.emulator.mkv.EbmlWriter;
import io.github.flinkkvs.emulator.mkv.MatroskaElements;
import io.github.flinkkvs.emulator.mkv.SimpleBlock;
import io.github.flinkkvs.emulator.mkv.TrackSpec;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/**
 * What one camera records from a start on, laid out as the Kinesis SDK does: cluster times count
 * from the camera's start, block times from their cluster. Blocks stand in order of time; audio is
 * sent with the frame it begins with. Not thread-safe.
 */
final class CameraRecording implements Recording {
    private static final int AUDIO_TRACK = 2;
    private static final int AUDIO_BLOCK_MILLIS = 100;
    private static final long MILLISECOND_IN_NANOS = 1_000_000;

    private final boolean audio;
    private final FrameTimes times;
    private final Instant start;
    private final VideoTrack video;
    private final byte[] prelude;
    private final byte[] interlude;
    private final Queue<MediaPiece> pieces = new ArrayDeque<>();
    private long nextFrame;
    private long audioMillis;

    CameraRecording(SyntheticCamera camera, Instant start, VideoTrack video) {
        this.audio = camera.hasAudio();
        this.times = camera.optics().times();
        this.start = start;
        this.video = video;
        this.prelude = prelude(camera, video);
        this.interlude = MatroskaElements.tags(camera.userTags());
    }

    @Override
    public Optional<MediaPiece> next() {
        if (pieces.isEmpty()) {
            takeFrame();
        }
        return Optional.of(pieces.remove());
    }

    @Override
    public boolean skipTo(Instant instant) {
        long fragment = nextFrame / times.framesPerFragment();
        while (at(times.fragmentStartMillis(fragment + 1)).isBefore(instant)) {
            fragment++;
        }
        boolean skips = nextFrame < fragment * times.framesPerFragment();
        nextFrame = fragment * times.framesPerFragment();
        return skips;
    }

    /** Adds a frame, what stands ahead of it, and its audio; with the last one the end. */
    private void takeFrame() {
        long fragment = nextFrame / times.framesPerFragment();
        long fragmentStart = times.fragmentStartMillis(fragment);
        Instant due = at(times.millis(nextFrame));
        if (nextFrame % times.framesPerFragment() == 0) {
            pieces.add(MediaPiece.fragmentStart(due, prelude));
            pieces.add(MediaPiece.media(due, MatroskaElements.clusterHead(fragmentStart)));
            audioMillis = fragmentStart;
        }
        pieces.add(MediaPiece.media(due, video.block(nextFrame)));
        nextFrame++;
        boolean last = nextFrame % times.framesPerFragment() == 0;
        if (audio) {
            addAudio(due, fragmentStart, times.millis(nextFrame), last);
        }
        if (last) {
            pieces.add(MediaPiece.fragmentEnd(at(times.millis(nextFrame)), interlude));
        }
    }

    /** Adds the audio that begins before a time; the last block of a fragment may be shorter. */
    private void addAudio(Instant due, long fragmentStart, long until, boolean last) {
        while (audioMillis < until) {
            int length = (int) Math.min(AUDIO_BLOCK_MILLIS, until - audioMillis);
            if (length < AUDIO_BLOCK_MILLIS && !last) {
                return;
            }
            int relative = (int) (audioMillis - fragmentStart);
            byte[] samples = Tone.samples(audioMillis, length);
            SimpleBlock block = new SimpleBlock(AUDIO_TRACK, relative, true, samples);
            pieces.add(MediaPiece.media(due, MatroskaElements.block(block)));
            audioMillis += length;
        }
    }

    private Instant at(long millis) {
        return start.plusMillis(millis);
    }

    private static byte[] prelude(SyntheticCamera camera, VideoTrack video) {
        CameraOptics optics = camera.optics();
        List<TrackSpec> tracks = new ArrayList<>();
        tracks.add(
                TrackSpec.video(
                                VideoTrack.NUMBER,
                                "V_MPEG4/ISO/AVC",
                                optics.width(),
                                optics.height())
                        .named(camera.name())
                        .withCodecPrivate(video.codecPrivate()));
        if (camera.hasAudio()) {
            tracks.add(TrackSpec.audio(AUDIO_TRACK, "A_PCM/INT/LIT", Tone.HERTZ, 1, Short.SIZE));
        }
        return new EbmlWriter()
                .raw(MatroskaElements.info("kvs-media-emulator camera", MILLISECOND_IN_NANOS))
                .raw(MatroskaElements.tracks(tracks))
                .toByteArray();
    }
}
