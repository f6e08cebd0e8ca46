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

import io.github.flinkkvs.emulator.mkv.MatroskaElements;
import io.github.flinkkvs.emulator.mkv.SimpleBlock;
import io.github.flinkkvs.emulator.mkv.TrackSpec;
import io.github.flinkkvs.emulator.store.FragmentLog;
import io.github.flinkkvs.emulator.store.FragmentMedia;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * What one camera records from a start on, fragment by fragment, laid out as the Kinesis SDK does:
 * cluster times count from the camera's start, block times from their cluster.
 *
 * <p>Not thread-safe; each camera that runs has its own.
 */
final class Footage {
    private static final int VIDEO_TRACK = 1;
    private static final int AUDIO_TRACK = 2;
    private static final int AUDIO_BLOCK_MILLIS = 100;
    private static final long MILLISECOND_IN_NANOS = 1_000_000;

    private final SyntheticCamera camera;
    private final Instant start;
    private final Scene scene;
    private final Canvas canvas;
    private final AvcEncoder encoder;
    private final byte[] interlude;
    private byte[] prelude;
    private long nextFrame;

    Footage(SyntheticCamera camera, Instant start) {
        this.camera = camera;
        this.start = start.truncatedTo(ChronoUnit.MILLIS);
        this.scene = new Scene(camera.name(), camera.width(), camera.height());
        this.canvas = new Canvas(camera.width(), camera.height());
        this.encoder = new AvcEncoder(camera.width(), camera.height());
        this.interlude = MatroskaElements.tags(camera.userTags());
    }

    /** When the next fragment's first frame is taken. */
    Instant nextStart() {
        return start.plusMillis(millisOf(nextFrame));
    }

    /** Records the next fragment; both timestamps are the time of its first frame. */
    void appendNext(FragmentLog log) {
        Instant firstFrame = nextStart();
        log.append(firstFrame, firstFrame, record());
    }

    private FragmentMedia record() {
        long clusterTime = millisOf(nextFrame);
        long end = nextFrame + camera.framesPerFragment();
        List<SimpleBlock> blocks = new ArrayList<>();
        long audioTime = clusterTime;
        boolean keyFrame = true;
        for (; nextFrame < end; nextFrame++) {
            long time = millisOf(nextFrame);
            int relative = (int) (time - clusterTime);
            blocks.add(new SimpleBlock(VIDEO_TRACK, relative, keyFrame, picture(time, keyFrame)));
            keyFrame = false;
            audioTime = addAudio(blocks, clusterTime, audioTime, millisOf(nextFrame + 1));
        }
        if (prelude == null) {
            prelude = prelude();
        }
        byte[] cluster = MatroskaElements.cluster(clusterTime, blocks);
        return new FragmentMedia(prelude, cluster, interlude);
    }

    private byte[] picture(long time, boolean keyFrame) {
        scene.draw(start.plusMillis(time), canvas);
        return keyFrame ? encoder.keyFrame(canvas) : encoder.deltaFrame(canvas);
    }

    /** Adds the audio that is due by a time; the last block of a fragment may be shorter. */
    private long addAudio(List<SimpleBlock> blocks, long clusterTime, long from, long until) {
        boolean last = (nextFrame + 1) % camera.framesPerFragment() == 0;
        long time = from;
        while (camera.hasAudio() && time < until) {
            int length = (int) Math.min(AUDIO_BLOCK_MILLIS, until - time);
            if (length < AUDIO_BLOCK_MILLIS && !last) {
                break;
            }
            byte[] samples = Tone.samples(time, length);
            blocks.add(new SimpleBlock(AUDIO_TRACK, (int) (time - clusterTime), true, samples));
            time += length;
        }
        return time;
    }

    private byte[] prelude() {
        List<TrackSpec> tracks = new ArrayList<>();
        tracks.add(
                TrackSpec.video(VIDEO_TRACK, "V_MPEG4/ISO/AVC", camera.width(), camera.height())
                        .named(camera.name())
                        .withCodecPrivate(encoder.codecPrivate()));
        if (camera.hasAudio()) {
            tracks.add(TrackSpec.audio(AUDIO_TRACK, "A_PCM/INT/LIT", Tone.HERTZ, 1, Short.SIZE));
        }
        byte[] info = MatroskaElements.info("kvs-media-emulator camera", MILLISECOND_IN_NANOS);
        byte[] entries = MatroskaElements.tracks(tracks);
        byte[] both = new byte[info.length + entries.length];
        System.arraycopy(info, 0, both, 0, info.length);
        System.arraycopy(entries, 0, both, info.length, entries.length);
        return both;
    }

    private long millisOf(long frame) {
        return frame * 1000 / camera.framesPerSecond();
    }
}
