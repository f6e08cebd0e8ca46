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

package io.github.flinkkvs.media.decode;

import io.github.flinkkvs.media.mkv.ChunkAssembler;
import io.github.flinkkvs.media.mkv.ChunkEvent;
import io.github.flinkkvs.media.mkv.MediaChunk;
import io.github.flinkkvs.media.mkv.MkvException;
import io.github.flinkkvs.media.mkv.ParserLimits;
import io.github.flinkkvs.media.model.FragmentHeader;
import io.github.flinkkvs.media.model.FragmentNumber;
import io.github.flinkkvs.media.model.FrameIndex;
import io.github.flinkkvs.media.model.FrameIndexBuilder;
import io.github.flinkkvs.media.model.MediaFragment;
import io.github.flinkkvs.media.model.MediaTrack;
import io.github.flinkkvs.media.model.MediaTrackType;
import io.github.flinkkvs.media.model.StreamId;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Fragments to decode. */
final class Fragments {

    static final Instant BEGIN = Instant.parse("2026-03-01T10:00:00Z");

    private static final StreamId STREAM = StreamId.of("front-door");
    private static final int NANOS_PER_MILLI = 1_000_000;

    private Fragments() {}

    /** Makes one fragment of frames of a film. */
    static MediaFragment of(Film film, List<Film.Frame> frames) {
        ByteArrayOutputStream chunk = new ByteArrayOutputStream();
        FrameIndexBuilder index = FrameIndex.builder();
        for (Film.Frame frame : frames) {
            index.add(
                    1,
                    frame.millis() * NANOS_PER_MILLI,
                    FrameIndex.UNKNOWN_DURATION,
                    frame.keyFrame(),
                    chunk.size(),
                    frame.bytes().length);
            chunk.writeBytes(frame.bytes());
        }
        MediaTrack track =
                MediaTrack.builder()
                        .number(1)
                        .type(MediaTrackType.VIDEO)
                        .codecId(film.codecId())
                        .codecPrivate(film.codecPrivate())
                        .build();
        FragmentHeader header =
                new FragmentHeader(FragmentNumber.of("7"), "7", BEGIN, BEGIN, OptionalLong.empty());
        return new MediaFragment(
                STREAM,
                header,
                List.of(),
                List.of(track),
                index.build(),
                chunk.toByteArray(),
                chunk.size());
    }

    /** Cuts a film at each key frame. */
    static List<MediaFragment> of(Film film) {
        List<MediaFragment> fragments = new ArrayList<>();
        List<Film.Frame> frames = new ArrayList<>();
        for (Film.Frame frame : film.frames()) {
            if (frame.keyFrame() && !frames.isEmpty()) {
                fragments.add(of(film, frames));
                frames.clear();
            }
            frames.add(frame);
        }
        fragments.add(of(film, frames));
        return fragments;
    }

    /** The fragments in an output of GetMedia, as far as it goes. */
    static List<MediaFragment> ofChunks(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        ChunkAssembler assembler = new ChunkAssembler(ParserLimits.defaults());
        List<MediaFragment> fragments = new ArrayList<>();
        try {
            for (ChunkEvent event = assembler.feed(bytes);
                    event != null;
                    event = assembler.feed(bytes)) {
                if (event instanceof MediaChunk chunk) {
                    fragments.add(of(chunk));
                }
            }
        } catch (MkvException e) {
            throw new IOException(e);
        }
        return fragments;
    }

    private static MediaFragment of(MediaChunk chunk) {
        FragmentHeader header =
                new FragmentHeader(
                        FragmentNumber.of(chunk.fragmentNumber()),
                        chunk.continuationToken(),
                        chunk.producerTimestamp(),
                        chunk.serverTimestamp(),
                        chunk.millisBehindNow());
        return new MediaFragment(
                STREAM,
                header,
                chunk.tags(),
                chunk.tracks(),
                chunk.frames(),
                chunk.bytes(),
                chunk.length());
    }

    /** A real output of GetMedia, which is kept beside the checkout; skips where it is absent. */
    static Path capture(String name) {
        Path above = Path.of("").toAbsolutePath();
        while (above != null && !Files.isDirectory(above.resolve("shared/captures"))) {
            above = above.getParent();
        }
        assumeTrue(above != null, "skipped: shared/captures is not beside this checkout");
        return above.resolve("shared/captures").resolve(name);
    }
}
