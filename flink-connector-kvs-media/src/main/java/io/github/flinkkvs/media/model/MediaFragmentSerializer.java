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
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Writes a {@link MediaFragment} between operators and into state: fields in a fixed order, then
 * the chunk's bytes once.
 *
 * <p>Fragments are immutable, so {@code copy} returns the same instance: chained operators pass
 * megabytes without copying, with or without object reuse.
 */
@Internal
public final class MediaFragmentSerializer extends ImmutableSerializer<MediaFragment> {

    static final MediaFragmentSerializer INSTANCE = new MediaFragmentSerializer();

    private static final long serialVersionUID = 1L;
    private static final byte FORMAT = 1;

    private MediaFragmentSerializer() {}

    @Override
    public void serialize(MediaFragment fragment, DataOutputView out) throws IOException {
        out.writeByte(FORMAT);
        out.writeUTF(fragment.stream().toString());
        writeHeader(fragment.header(), out);
        out.writeInt(fragment.tags().size());
        for (MediaTag tag : fragment.tags()) {
            Texts.write(tag.name(), out);
            Texts.write(tag.value(), out);
            out.writeBoolean(tag.place() == MediaTag.Place.AFTER_CLUSTER);
        }
        out.writeInt(fragment.tracks().size());
        for (MediaTrack track : fragment.tracks()) {
            track.writeTo(out);
        }
        fragment.index().writeTo(out);
        out.writeInt(fragment.chunkLength());
        fragment.writeChunk(out);
    }

    @Override
    public MediaFragment deserialize(DataInputView in) throws IOException {
        byte format = in.readByte();
        if (format != FORMAT) {
            throw new IOException(
                    "Cannot read a MediaFragment: format "
                            + format
                            + " found, format 1 supported.");
        }
        try {
            return readFields(in);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IOException("Cannot read a MediaFragment: its bytes are damaged.", e);
        }
    }

    private static MediaFragment readFields(DataInputView in) throws IOException {
        StreamId stream = StreamId.of(in.readUTF());
        FragmentHeader header = readHeader(in);
        List<MediaTag> tags = readTags(in);
        List<MediaTrack> tracks = readTracks(in);
        FrameIndex index = FrameIndex.readFrom(in);
        byte[] chunk = Texts.readBytes(in);
        for (int frame = 0; frame < index.size(); frame++) {
            if (index.offset(frame) > chunk.length - index.length(frame)) {
                throw new IOException(
                        "Cannot read a MediaFragment: frame "
                                + frame
                                + " reaches beyond its chunk of "
                                + chunk.length
                                + " bytes.");
            }
        }
        return new MediaFragment(stream, header, tags, tracks, index, chunk, chunk.length);
    }

    private static void writeHeader(FragmentHeader header, DataOutputView out) throws IOException {
        out.writeUTF(header.fragmentNumber().toString());
        out.writeUTF(header.continuationToken());
        writeInstant(header.producerTimestamp(), out);
        writeInstant(header.serverTimestamp(), out);
        out.writeBoolean(header.millisBehindNow().isPresent());
        out.writeLong(header.millisBehindNow().orElse(0));
    }

    private static FragmentHeader readHeader(DataInputView in) throws IOException {
        FragmentNumber number = FragmentNumber.of(in.readUTF());
        String token = in.readUTF();
        Instant producer = readInstant(in);
        Instant server = readInstant(in);
        boolean behindKnown = in.readBoolean();
        long behind = in.readLong();
        return new FragmentHeader(
                number,
                token,
                producer,
                server,
                behindKnown ? OptionalLong.of(behind) : OptionalLong.empty());
    }

    private static List<MediaTag> readTags(DataInputView in) throws IOException {
        int count = Texts.readCount(in);
        List<MediaTag> tags = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name = Texts.read(in);
            String value = Texts.read(in);
            boolean after = in.readBoolean();
            tags.add(
                    new MediaTag(
                            name,
                            value,
                            after ? MediaTag.Place.AFTER_CLUSTER : MediaTag.Place.BEFORE_CLUSTER));
        }
        return List.copyOf(tags);
    }

    private static List<MediaTrack> readTracks(DataInputView in) throws IOException {
        int count = Texts.readCount(in);
        List<MediaTrack> tracks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            tracks.add(MediaTrack.readFrom(in));
        }
        return List.copyOf(tracks);
    }

    private static void writeInstant(Instant instant, DataOutputView out) throws IOException {
        out.writeLong(instant.getEpochSecond());
        out.writeInt(instant.getNano());
    }

    private static Instant readInstant(DataInputView in) throws IOException {
        return Instant.ofEpochSecond(in.readLong()).plusNanos(in.readInt());
    }

    @Override
    public TypeSerializerSnapshot<MediaFragment> snapshotConfiguration() {
        return new Snapshot();
    }

    private Object readResolve() {
        return INSTANCE;
    }

    /** The serializer has no configuration: one format byte leads every value instead. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<MediaFragment> {

        /** Made by Flink, by name, when it restores state. */
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
