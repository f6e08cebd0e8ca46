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

package io.github.flinkkvs.media.model;

import org.apache.flink.annotation.Internal;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.common.typeinfo.TypeInfo;

import java.io.DataOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.RandomAccess;

/**
 * One fragment of a stream: what the service stores and numbers, 1 to 10 s of media, as GetMedia
 * delivered it.
 *
 * <p>Immutable, and safe to share between threads and operators. The bytes are held once; frames,
 * tracks and tags are read through views, so a record of some megabytes is passed on without being
 * copied (its serializer's {@code copy} returns the same instance).
 *
 * <p>Two fragments are equal if stream and fragment number are: the service numbers a fragment
 * once.
 */
@PublicEvolving
@TypeInfo(MediaFragmentTypeInfoFactory.class)
public final class MediaFragment {

    /** About what a tag takes. */
    private static final int TAG_BYTES = 200;

    private final StreamId stream;
    private final FragmentHeader header;
    private final List<MediaTag> tags;
    private final List<MediaTrack> tracks;
    private final FrameIndex index;
    private final byte[] chunk;
    private final int chunkLength;

    /**
     * Takes ownership of the given array and lists; nothing is copied.
     *
     * @param chunk the chunk's bytes, from its EBML header on; empty if they were not kept
     * @param chunkLength how many bytes the chunk has
     */
    public MediaFragment(
            StreamId stream,
            FragmentHeader header,
            List<MediaTag> tags,
            List<MediaTrack> tracks,
            FrameIndex index,
            byte[] chunk,
            int chunkLength) {
        this.stream = stream;
        this.header = header;
        this.tags = tags;
        this.tracks = tracks;
        this.index = index;
        this.chunk = chunk;
        this.chunkLength = chunkLength;
    }

    /** Returns the stream, as the user named it. */
    public StreamId stream() {
        return stream;
    }

    /** Returns the stream's name. */
    public String streamName() {
        return stream.name();
    }

    /** Returns what the service says of the fragment, as one value. */
    public FragmentHeader header() {
        return header;
    }

    /** Returns the fragment's number. */
    public FragmentNumber fragmentNumber() {
        return header.fragmentNumber();
    }

    /** Returns the token that continues behind this fragment. */
    public String continuationToken() {
        return header.continuationToken();
    }

    /**
     * Returns the producer's time of the fragment's first frame. It is the producer's claim: it may
     * repeat, run backward, or not be wall clock at all.
     */
    public Instant producerTimestamp() {
        return header.producerTimestamp();
    }

    /** Returns the instant when the service began to receive the fragment. */
    public Instant serverTimestamp() {
        return header.serverTimestamp();
    }

    /** Returns how far behind the stream's newest data the reader was, in milliseconds. */
    public OptionalLong millisBehindNow() {
        return header.millisBehindNow();
    }

    /** Returns the tags that the producer set, in order and with their place; names may repeat. */
    public List<MediaTag> tags() {
        return tags;
    }

    /** Returns the values of the tags by name, in order, wherever they stand. */
    public Map<String, List<String>> tagValues() {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (MediaTag tag : tags) {
            values.computeIfAbsent(tag.name(), name -> new ArrayList<>()).add(tag.value());
        }
        return values;
    }

    /** Returns the tracks; every fragment carries its own. */
    public List<MediaTrack> tracks() {
        return tracks;
    }

    /**
     * Returns the frames in the order in which they stand in the chunk, made on demand. They are
     * views that keep the fragment's bytes in memory.
     */
    public List<MediaFrame> frames() {
        return new FrameList();
    }

    /** Returns the number of frames. */
    public int frameCount() {
        return index.size();
    }

    /** Returns the number of key frames. */
    public int keyFrameCount() {
        return index.keyFrameCount();
    }

    /**
     * Returns the chunk's bytes: a whole Matroska document that plays by itself, with the service's
     * tags, exactly as received.
     *
     * @return a read-only view
     * @throws IllegalStateException if the source was told that nobody needs the bytes
     */
    public ByteBuffer chunk() {
        return ByteBuffer.wrap(media(), 0, chunkLength).asReadOnlyBuffer();
    }

    /** Returns the length of the chunk in bytes. */
    public int chunkLength() {
        return chunkLength;
    }

    /**
     * Writes the chunk's bytes, exactly as received.
     *
     * @throws IllegalStateException if the source was told that nobody needs the bytes
     */
    public void writeTo(OutputStream out) throws IOException {
        out.write(media(), 0, chunkLength);
    }

    private byte[] media() {
        if (chunk.length < chunkLength) {
            throw new IllegalStateException(
                    this
                            + " was read without its media, since the deserializer does not need them");
        }
        return chunk;
    }

    /** Returns about how much memory the fragment holds: its bytes and what was found in them. */
    @Internal
    public long retainedBytes() {
        return chunk.length + index.retainedBytes() + (long) TAG_BYTES * tags.size();
    }

    void writeChunk(DataOutput out) throws IOException {
        out.write(media(), 0, chunkLength);
    }

    /** The chunk and perhaps unused room behind it; empty if the bytes were not kept. */
    byte[] chunkArray() {
        return chunk;
    }

    /** How many bytes of the array are the chunk. */
    int keptLength() {
        return Math.min(chunk.length, chunkLength);
    }

    /** Returns what is known of the frames, to choose among them before any is made. */
    @Internal
    public FrameIndex index() {
        return index;
    }

    private MediaTrack track(long number) {
        for (MediaTrack track : tracks) {
            if (track.number() == number) {
                return track;
            }
        }
        return MediaTrack.undeclared(number);
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof MediaFragment
                && stream.equals(((MediaFragment) o).stream)
                && fragmentNumber().equals(((MediaFragment) o).fragmentNumber());
    }

    @Override
    public int hashCode() {
        return 31 * stream.hashCode() + fragmentNumber().hashCode();
    }

    @Override
    public String toString() {
        return "MediaFragment{stream="
                + stream
                + ", "
                + header
                + ", frames="
                + frameCount()
                + ", bytes="
                + chunkLength
                + "}";
    }

    /** Frames as a list that holds none of them. */
    private final class FrameList extends AbstractList<MediaFrame> implements RandomAccess {

        @Override
        public MediaFrame get(int frame) {
            MediaTrack track = track(index.trackNumber(Objects.checkIndex(frame, size())));
            return new MediaFrame(MediaFragment.this, frame, track);
        }

        @Override
        public int size() {
            return index.size();
        }
    }
}
