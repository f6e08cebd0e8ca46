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

package io.github.flinkkvs.emulator.media.call;

import io.github.flinkkvs.emulator.media.live.MediaPiece;
import io.github.flinkkvs.emulator.media.live.Recording;
import io.github.flinkkvs.emulator.mkv.EbmlWriter;
import io.github.flinkkvs.emulator.mkv.MatroskaElements;
import io.github.flinkkvs.emulator.mkv.SimpleBlock;
import io.github.flinkkvs.emulator.mkv.TrackSpec;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/**
 * A call from its first fragment to its last. Blocks hold 64 ms (1024 bytes), a fragment's last one
 * less; each is sent when it is over. Cluster times are epoch milliseconds. Not thread-safe.
 */
public final class CallRecording implements Recording {
    private static final int FROM_CUSTOMER = 1;
    private static final int TO_CUSTOMER = 2;
    private static final int BLOCK_MILLIS = 64;
    private static final long MILLISECOND_IN_NANOS = 1_000_000;

    /** Stereo AAC at 48 kHz, which the payload is not. */
    private static final byte[] WRONG_AAC_CONFIG = {0x11, (byte) 0x90};

    private final Instant start;
    private final Conversation conversation;
    private final long length;
    private final long fragmentLength;
    private final byte[] prelude;
    private final byte[] interlude;
    private final Queue<MediaPiece> pieces = new ArrayDeque<>();
    private long millis;

    /** Makes nothing yet; {@code start} is a whole millisecond. */
    public CallRecording(SyntheticCall call, Instant start) {
        this.start = start;
        this.conversation = call.conversation();
        this.length = call.length().toMillis();
        this.fragmentLength = call.fragmentLength().toMillis();
        this.prelude =
                new EbmlWriter()
                        .raw(MatroskaElements.info("kvs-media-emulator call", MILLISECOND_IN_NANOS))
                        .raw(MatroskaElements.tracks(tracks(call)))
                        .toByteArray();
        this.interlude = MatroskaElements.tags(call.tags());
    }

    @Override
    public Optional<MediaPiece> next() {
        if (pieces.isEmpty() && millis < length) {
            speak();
        }
        return Optional.ofNullable(pieces.poll());
    }

    @Override
    public boolean skipTo(Instant instant) {
        long before = millis;
        while (millis < length && start.plusMillis(fragmentEnd()).isBefore(instant)) {
            millis = fragmentEnd();
        }
        return millis > before;
    }

    /** Adds a block of each track, and what stands ahead of and behind them. */
    private void speak() {
        long fragmentStart = millis - millis % fragmentLength;
        Instant begin = start.plusMillis(fragmentStart);
        if (millis == fragmentStart) {
            pieces.add(MediaPiece.fragmentStart(begin, prelude));
            byte[] head = MatroskaElements.clusterHead(begin.toEpochMilli());
            pieces.add(MediaPiece.media(begin, head));
        }
        long end = fragmentEnd();
        int relative = (int) (millis - fragmentStart);
        int blockLength = (int) Math.min(BLOCK_MILLIS, end - millis);
        Instant due = start.plusMillis(millis + blockLength);
        addBlock(FROM_CUSTOMER, Conversation.CUSTOMER, relative, blockLength, due);
        addBlock(TO_CUSTOMER, Conversation.AGENT, relative, blockLength, due);
        millis += blockLength;
        if (millis == end) {
            pieces.add(MediaPiece.fragmentEnd(due, interlude));
        }
    }

    private void addBlock(int track, int speaker, int relative, int blockLength, Instant due) {
        byte[] samples = conversation.samples(speaker, millis, blockLength);
        SimpleBlock block = new SimpleBlock(track, relative, true, samples);
        pieces.add(MediaPiece.media(due, MatroskaElements.block(block)));
    }

    private long fragmentEnd() {
        return Math.min(length, millis - millis % fragmentLength + fragmentLength);
    }

    private static List<TrackSpec> tracks(SyntheticCall call) {
        return List.of(
                track(FROM_CUSTOMER, call).named(SyntheticCall.FROM_CUSTOMER),
                track(TO_CUSTOMER, call).named(SyntheticCall.TO_CUSTOMER));
    }

    private static TrackSpec track(int number, SyntheticCall call) {
        return call.isDeclaredAsAac()
                ? TrackSpec.audio(number, "A_AAC").withCodecPrivate(WRONG_AAC_CONFIG)
                : TrackSpec.audio(number, "A_PCM/INT/LIT", Conversation.HERTZ, 1, Short.SIZE);
    }
}
