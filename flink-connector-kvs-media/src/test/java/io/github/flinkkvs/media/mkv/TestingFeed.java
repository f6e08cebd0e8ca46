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

package io.github.flinkkvs.media.mkv;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** Feeds assemblers, and compares what comes out. */
final class TestingFeed {

    private TestingFeed() {}

    static List<ChunkEvent> events(byte[] bytes) throws MkvException {
        return events(new ChunkAssembler(ParserLimits.defaults()), bytes);
    }

    static List<ChunkEvent> events(ChunkAssembler assembler, byte[] bytes) throws MkvException {
        return events(assembler, ByteBuffer.wrap(bytes));
    }

    static List<ChunkEvent> events(ChunkAssembler assembler, ByteBuffer bytes) throws MkvException {
        List<ChunkEvent> events = new ArrayList<>();
        while (true) {
            ChunkEvent event = assembler.feed(bytes);
            if (event == null) {
                assertThat(bytes.hasRemaining()).isFalse();
                return events;
            }
            events.add(event);
        }
    }

    static List<ChunkEvent> eventsInPieces(byte[] bytes, int pieceBytes) throws MkvException {
        ChunkAssembler assembler = new ChunkAssembler(ParserLimits.defaults());
        List<ChunkEvent> events = new ArrayList<>();
        for (int from = 0; from < bytes.length; from += pieceBytes) {
            int count = Math.min(pieceBytes, bytes.length - from);
            events.addAll(events(assembler, ByteBuffer.wrap(bytes, from, count)));
        }
        return events;
    }

    /** The only event of these bytes, a whole chunk. */
    static MediaChunk chunk(byte[] bytes) throws MkvException {
        List<ChunkEvent> events = events(bytes);
        assertThat(events).hasSize(1);
        assertThat(events.get(0)).isInstanceOf(MediaChunk.class);
        return (MediaChunk) events.get(0);
    }

    static List<MediaChunk> chunks(List<ChunkEvent> events) {
        return events.stream()
                .filter(MediaChunk.class::isInstance)
                .map(MediaChunk.class::cast)
                .toList();
    }

    /** The chunk's own bytes. */
    static byte[] bytesOf(MediaChunk chunk) {
        return Arrays.copyOf(chunk.bytes(), chunk.length());
    }

    static boolean same(List<? extends ChunkEvent> some, List<? extends ChunkEvent> others) {
        boolean same = some.size() == others.size();
        for (int i = 0; same && i < some.size(); i++) {
            same = same(some.get(i), others.get(i));
        }
        return same;
    }

    /** Whether both say the same, wherever in their sessions they stood. */
    static boolean same(ChunkEvent one, ChunkEvent other) {
        if (one instanceof MediaChunk a && other instanceof MediaChunk b) {
            return Arrays.equals(a.bytes(), 0, a.length(), b.bytes(), 0, b.length())
                    && sameButBytes(a, b);
        }
        return one.equals(other);
    }

    /** Whether both say the same of the media that one of them may not have. */
    static boolean sameButBytes(ChunkEvent one, ChunkEvent other) {
        if (one instanceof MediaChunk a && other instanceof MediaChunk b) {
            return a.length() == b.length()
                    && a.fragmentNumber().equals(b.fragmentNumber())
                    && a.continuationToken().equals(b.continuationToken())
                    && a.producerTimestamp().equals(b.producerTimestamp())
                    && a.serverTimestamp().equals(b.serverTimestamp())
                    && a.millisBehindNow().equals(b.millisBehindNow())
                    && a.tags().equals(b.tags())
                    && a.tracks().equals(b.tracks())
                    && a.frames().equals(b.frames());
        }
        return one.equals(other);
    }
}
