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
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Writes a {@link MediaFrame} between operators and into state: fields in a fixed order, its track
 * among them, then the frame's own bytes.
 *
 * <p>Frames are immutable, so {@code copy} returns the same instance.
 */
@Internal
public final class MediaFrameSerializer extends ImmutableSerializer<MediaFrame> {

    static final MediaFrameSerializer INSTANCE = new MediaFrameSerializer();

    private static final long serialVersionUID = 1L;
    private static final byte FORMAT = 1;

    private MediaFrameSerializer() {}

    @Override
    public void serialize(MediaFrame frame, DataOutputView out) throws IOException {
        Instant timestamp = frame.timestamp();
        out.writeByte(FORMAT);
        out.writeUTF(frame.stream().toString());
        out.writeUTF(frame.fragmentNumber().toString());
        out.writeInt(frame.index());
        out.writeLong(timestamp.getEpochSecond());
        out.writeInt(timestamp.getNano());
        out.writeBoolean(frame.duration().isPresent());
        out.writeLong(frame.duration().map(Duration::toNanos).orElse(0L));
        out.writeBoolean(frame.keyFrame());
        writeTrack(frame.track(), out);
        out.writeInt(frame.length());
        frame.writeBytes(out);
    }

    @Override
    public MediaFrame deserialize(DataInputView in) throws IOException {
        byte format = in.readByte();
        if (format != FORMAT) {
            throw new IOException(
                    "Cannot read a MediaFrame: format " + format + " found, format 1 supported.");
        }
        try {
            return readFields(in);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IOException("Cannot read a MediaFrame: its bytes are damaged.", e);
        }
    }

    private static MediaFrame readFields(DataInputView in) throws IOException {
        return new MediaFrame(
                StreamId.of(in.readUTF()),
                FragmentNumber.of(in.readUTF()),
                Texts.readCount(in),
                Instant.ofEpochSecond(in.readLong()).plusNanos(in.readInt()),
                readDuration(in),
                in.readBoolean(),
                readTrack(in),
                Texts.readBytes(in));
    }

    private static Optional<Duration> readDuration(DataInputView in) throws IOException {
        boolean known = in.readBoolean();
        long nanos = in.readLong();
        if (nanos < 0) {
            throw new IOException("Cannot read a MediaFrame: it lasts " + nanos + " ns.");
        }
        return known ? Optional.of(Duration.ofNanos(nanos)) : Optional.empty();
    }

    /**
     * A track that was not declared has only its number, which may be one that no track can have.
     */
    private static void writeTrack(MediaTrack track, DataOutputView out) throws IOException {
        boolean declared = !track.equals(MediaTrack.undeclared(track.number()));
        out.writeBoolean(declared);
        if (declared) {
            track.writeTo(out);
        } else {
            out.writeLong(track.number());
        }
    }

    private static MediaTrack readTrack(DataInputView in) throws IOException {
        return in.readBoolean() ? MediaTrack.readFrom(in) : MediaTrack.undeclared(in.readLong());
    }

    @Override
    public TypeSerializerSnapshot<MediaFrame> snapshotConfiguration() {
        return new Snapshot();
    }

    private Object readResolve() {
        return INSTANCE;
    }

    /** The serializer has no configuration: one format byte leads every value instead. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<MediaFrame> {

        /** Made by Flink, by name, when it restores state. */
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
