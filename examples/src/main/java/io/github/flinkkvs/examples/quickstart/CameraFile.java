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

import io.github.flinkkvs.emulator.mkv.MatroskaWriter;
import io.github.flinkkvs.emulator.mkv.SimpleBlock;
import io.github.flinkkvs.emulator.mkv.TrackSpec;
import io.github.flinkkvs.media.model.MediaFragment;
import io.github.flinkkvs.media.model.MediaFrame;
import io.github.flinkkvs.media.model.MediaTrack;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One camera's fragments as one Matroska file that plays from its first fragment on. Each fragment
 * becomes a cluster and is flushed, so the file can be played while it grows.
 */
final class CameraFile implements AutoCloseable {

    private final OutputStream out;
    private final MatroskaWriter writer;
    private final Instant start;

    CameraFile(Path file, MediaFragment first) throws IOException {
        Files.createDirectories(file.getParent());
        out = new BufferedOutputStream(Files.newOutputStream(file));
        writer = new MatroskaWriter(out, first.streamName(), tracks(first));
        start = first.producerTimestamp();
    }

    private static List<TrackSpec> tracks(MediaFragment fragment) {
        List<TrackSpec> specs = new ArrayList<>();
        for (MediaTrack track : fragment.tracks()) {
            byte[] codecPrivate = new byte[track.codecPrivate().remaining()];
            track.codecPrivate().get(codecPrivate);
            specs.add(spec(track).withCodecPrivate(codecPrivate));
        }
        return specs;
    }

    private static TrackSpec spec(MediaTrack track) {
        int number = Math.toIntExact(track.number());
        return track.video()
                .map(
                        video ->
                                TrackSpec.video(
                                        number,
                                        track.codecId(),
                                        video.pixelWidth(),
                                        video.pixelHeight()))
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "The cameras have video only: " + track));
    }

    void append(MediaFragment fragment) throws IOException {
        List<SimpleBlock> blocks = new ArrayList<>();
        for (MediaFrame frame : fragment.frames()) {
            byte[] bytes = new byte[frame.data().remaining()];
            frame.data().get(bytes);
            Duration offset = Duration.between(fragment.producerTimestamp(), frame.timestamp());
            blocks.add(
                    new SimpleBlock(
                            Math.toIntExact(frame.trackNumber()),
                            Math.toIntExact(offset.toMillis()),
                            frame.keyFrame(),
                            bytes));
        }
        Duration time = Duration.between(start, fragment.producerTimestamp());
        writer.writeCluster(time.toMillis(), blocks);
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
