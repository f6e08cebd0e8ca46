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

package io.github.flinkkvs.benchmarks.parsing;

import io.github.flinkkvs.emulator.mkv.MatroskaElements;
import io.github.flinkkvs.emulator.mkv.ServiceTags;
import io.github.flinkkvs.emulator.mkv.SimpleBlock;
import io.github.flinkkvs.emulator.mkv.TrackSpec;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Kinds of media, and what a GetMedia session sends of them. */
public enum SessionMedia {
    VIDEO("video", Duration.ofSeconds(2), 60, 8_500) {
        @Override
        List<TrackSpec> tracks() {
            return List.of(
                    TrackSpec.video(1, "V_MPEG4/ISO/AVC", 1280, 720)
                            .withCodecPrivate(new byte[40]));
        }
    },

    HIGH_RATE_VIDEO("high-rate video", Duration.ofSeconds(10), 300, 28_000) {
        @Override
        List<TrackSpec> tracks() {
            return VIDEO.tracks();
        }
    },

    CALL_AUDIO("call audio", Duration.ofSeconds(1), 16, 1_024) {
        @Override
        List<TrackSpec> tracks() {
            return List.of(
                    TrackSpec.audio(1, "A_PCM/INT/LIT", 8_000, 1, 8).named("from the customer"),
                    TrackSpec.audio(2, "A_PCM/INT/LIT", 8_000, 1, 8).named("to the customer"));
        }
    };

    /** More than the processor's caches take, so that bytes come from memory. */
    private static final int SESSION_BYTES = 32 << 20;

    private static final long MILLISECOND_IN_NANOS = 1_000_000;
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    private final String title;
    private final Duration fragmentLength;
    private final int frames;
    private final int frameBytes;

    SessionMedia(String title, Duration fragmentLength, int frames, int frameBytes) {
        this.title = title;
        this.fragmentLength = fragmentLength;
        this.frames = frames;
        this.frameBytes = frameBytes;
    }

    abstract List<TrackSpec> tracks();

    /** As people call it. */
    String title() {
        return title;
    }

    /** Makes what a session sends; clusters are of unknown size, as the Kinesis SDK writes them. */
    Session session() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(SESSION_BYTES + (16 << 20));
        List<Integer> ends = new ArrayList<>();
        while (bytes.size() < SESSION_BYTES) {
            writeFragment(ends.size(), bytes);
            ends.add(bytes.size());
        }
        return new Session(bytes.toByteArray(), ends, frames * ends.size());
    }

    private void writeFragment(int index, ByteArrayOutputStream out) {
        Instant begin = BEGIN.plus(fragmentLength.multipliedBy(index));
        String number = "913438523331814323926820621%020d".formatted(index);
        out.writeBytes(MatroskaElements.ebmlHeader());
        out.writeBytes(MatroskaElements.segmentStart());
        out.writeBytes(MatroskaElements.info("benchmarks", MILLISECOND_IN_NANOS));
        out.writeBytes(MatroskaElements.tracks(tracks()));
        out.writeBytes(ServiceTags.front(number, begin.plusMillis(40), begin));
        out.writeBytes(MatroskaElements.clusterHead(begin.toEpochMilli()));
        for (int i = 0; i < frames; i++) {
            out.writeBytes(MatroskaElements.block(block(index, i)));
        }
        out.writeBytes(ServiceTags.trailer(0, number));
    }

    /** Sizes vary a little, as those of a real encoder at a steady bit rate do. */
    private SimpleBlock block(int fragment, int frame) {
        int track = 1 + frame % tracks().size();
        long time = fragmentLength.toMillis() * frame / frames;
        int variation = (fragment * 31 + frame * 17) % 64 - 32;
        byte[] data = new byte[frameBytes + frameBytes * variation / 1_000];
        return new SimpleBlock(track, (int) time, frame == 0 || tracks().size() > 1, data);
    }

    /** The bytes of a session. */
    static final class Session {
        private final byte[] bytes;
        private final List<Integer> ends;
        private final int frames;

        Session(byte[] bytes, List<Integer> ends, int frames) {
            this.bytes = bytes;
            this.ends = List.copyOf(ends);
            this.frames = frames;
        }

        /** Returns all of them; they are not to be changed. */
        byte[] bytes() {
            return bytes;
        }

        /** Returns where each fragment ends. */
        List<Integer> ends() {
            return ends;
        }

        int fragments() {
            return ends.size();
        }

        /** Returns how many frames there are in all. */
        int frames() {
            return frames;
        }
    }
}
