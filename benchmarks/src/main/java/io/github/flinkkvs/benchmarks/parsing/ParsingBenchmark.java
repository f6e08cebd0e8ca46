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

import io.github.flinkkvs.media.mkv.ChunkAssembler;
import io.github.flinkkvs.media.mkv.ChunkEvent;
import io.github.flinkkvs.media.mkv.MediaChunk;
import io.github.flinkkvs.media.mkv.MkvException;
import io.github.flinkkvs.media.mkv.ParserLimits;
import io.github.flinkkvs.media.model.MediaFragment;
import io.github.flinkkvs.media.model.StreamId;

import com.amazonaws.kinesisvideo.parser.mkv.MkvElementVisitException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

import java.nio.ByteBuffer;

/** Each method reads a whole session once: the connector's way, and the others. */
@State(Scope.Thread)
public class ParsingBenchmark {

    /** About what an HTTP client hands over at once. */
    private static final int PIECE = 8 << 10;

    private static final StreamId STREAM = StreamId.of("camera");

    /** What is read. */
    @Param("VIDEO")
    public SessionMedia media;

    private SessionMedia.Session session;
    private byte[] bytes;

    /** Reads on and on: the session's bytes are as well those of a longer session's middle. */
    private final ChunkAssembler assembler = new ChunkAssembler(ParserLimits.defaults());

    private ByteBuffer whole;
    private ByteBuffer[] pieces;
    private byte[] reused;

    /** Makes the bytes. */
    @Setup
    public void makeSession() {
        session = media.session();
        bytes = session.bytes();
        whole = ByteBuffer.wrap(bytes);
        pieces = new ByteBuffer[(bytes.length + PIECE - 1) / PIECE];
        for (int i = 0; i < pieces.length; i++) {
            int from = i * PIECE;
            pieces[i] = whole.slice(from, Math.min(PIECE, bytes.length - from));
        }
        reused = new byte[longest()];
    }

    private int longest() {
        int longest = 0;
        int from = 0;
        for (int end : session.ends()) {
            longest = Math.max(longest, end - from);
            from = end;
        }
        return longest;
    }

    /** The connector: fragments with their bytes and the index of their frames. */
    @Benchmark
    public int fragments(Blackhole records) throws MkvException {
        whole.clear();
        return feed(whole, records);
    }

    /** The same of pieces as a network client hands them over. */
    @Benchmark
    public int fragmentsOfPieces(Blackhole records) throws MkvException {
        int frames = 0;
        for (ByteBuffer piece : pieces) {
            piece.clear();
            frames += feed(piece, records);
        }
        return frames;
    }

    private int feed(ByteBuffer in, Blackhole records) throws MkvException {
        int frames = 0;
        while (in.hasRemaining()) {
            ChunkEvent event = assembler.feed(in);
            if (event instanceof MediaChunk chunk) {
                MediaFragment fragment = fragment(chunk);
                frames += fragment.frameCount();
                records.consume(fragment);
            }
        }
        return frames;
    }

    private static MediaFragment fragment(MediaChunk chunk) {
        return new MediaFragment(
                STREAM,
                chunk.header(),
                chunk.tags(),
                chunk.tracks(),
                chunk.frames(),
                chunk.bytes(),
                chunk.length());
    }

    /** AWS's library with the visitor that tells of fragments. */
    @Benchmark
    public Object awsMetadata() throws MkvElementVisitException {
        return AwsParser.lastFragment(bytes);
    }

    /** AWS's library with the visitor that tells of frames. */
    @Benchmark
    public int awsFrames() throws MkvElementVisitException {
        return AwsParser.frames(bytes);
    }

    /** All elements, and the frames of each block. */
    @Benchmark
    public int jebml() {
        return JebmlFrames.count(bytes);
    }

    /** The limit where each fragment has an array of its own. */
    @Benchmark
    public int copyIntoFreshArrays(Blackhole records) {
        int from = 0;
        for (int end : session.ends()) {
            byte[] copy = new byte[end - from];
            System.arraycopy(bytes, from, copy, 0, copy.length);
            records.consume(copy);
            from = end;
        }
        return from;
    }

    /** The limit where fragments do not stay. */
    @Benchmark
    public int copyIntoOneArray(Blackhole records) {
        int from = 0;
        for (int end : session.ends()) {
            System.arraycopy(bytes, from, reused, 0, end - from);
            records.consume(reused);
            from = end;
        }
        return from;
    }
}
