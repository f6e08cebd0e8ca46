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

import io.github.flinkkvs.media.fuzz.Bounds;
import io.github.flinkkvs.media.fuzz.FuzzTarget;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** The scanner of elements: tells every byte once, and the same however the bytes are cut. */
public final class EbmlParserTarget implements FuzzTarget {

    private static final int MAX_DEPTH = 8;

    /** Of a header that is told: an entry, and a reason when it is refused. */
    private static final int BYTES_PER_INPUT_BYTE = 600;

    @Override
    public void run(byte[] input) throws Exception {
        Pieces pieces = Pieces.of(input);
        byte[] bytes = pieces.bytes();
        long limit = (64 << 10) + (long) BYTES_PER_INPUT_BYTE * bytes.length;
        Told whole = Bounds.within(limit, () -> told(List.of(ByteBuffer.wrap(bytes))));
        Told cut = Bounds.within(limit + bytes.length * 600L, () -> told(pieces.buffers()));

        assertThat(cut.lines).isEqualTo(whole.lines);
        assertThat(cut.failure).isEqualTo(whole.failure);
        assertThat(cut.path).isEqualTo(whole.path);
        assertThat(whole.position).isLessThanOrEqualTo(bytes.length);
        if (whole.failure == null) {
            assertThat(whole.position).isEqualTo(bytes.length);
            assertThat(whole.bytes).isEqualTo(whole.position - whole.pending);
        }
    }

    private static Told told(List<ByteBuffer> buffers) {
        Told told = new Told();
        EbmlParser parser = new EbmlParser(told, MAX_DEPTH);
        try {
            for (ByteBuffer buffer : buffers) {
                parser.parse(buffer);
            }
        } catch (MalformedException e) {
            told.failure = e.getMessage();
        }
        told.position = parser.position();
        told.pending = parser.pendingBytes();
        told.path = parser.path();
        return told;
    }

    @Override
    public List<byte[]> seeds() {
        return MkvSeeds.streams();
    }

    /** What was told, payloads by their length. */
    private static final class Told implements EbmlVisitor {

        private final List<String> lines = new ArrayList<>();
        private long bytes;
        private int leafBytes;
        private int depth;
        private String failure;
        private String path;
        private long position;
        private int pending;

        @Override
        public void masterStart(MatroskaElement element, EbmlHeader header, long position) {
            depth++;
            assertThat(depth).isLessThanOrEqualTo(MAX_DEPTH);
            bytes += header.length();
            lines.add("<" + element + position);
        }

        @Override
        public void masterEnd(MatroskaElement element) {
            depth--;
            lines.add(element + ">");
        }

        @Override
        public void leafStart(MatroskaElement element, EbmlHeader header) {
            bytes += header.length();
            leafBytes = 0;
        }

        @Override
        public void payload(ByteBuffer in, int count) {
            assertThat(count).isPositive().isLessThanOrEqualTo(in.remaining());
            in.position(in.position() + count);
            bytes += count;
            leafBytes += count;
        }

        @Override
        public void leafEnd(MatroskaElement element) {
            lines.add(element + " " + leafBytes);
        }

        @Override
        public boolean paused() {
            return false;
        }
    }
}
