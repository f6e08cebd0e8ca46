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

import io.github.flinkkvs.media.model.FragmentNumber;
import io.github.flinkkvs.media.model.ImmutableSerializer;
import io.github.flinkkvs.media.model.StreamId;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

import java.io.IOException;
import java.time.Instant;

/** Writes a {@link DecodedFrame} between operators and into state: fields in a fixed order. */
@Internal
public final class DecodedFrameSerializer extends ImmutableSerializer<DecodedFrame> {

    static final DecodedFrameSerializer INSTANCE = new DecodedFrameSerializer();

    private static final long serialVersionUID = 1L;
    private static final byte FORMAT = 1;

    private DecodedFrameSerializer() {}

    @Override
    public void serialize(DecodedFrame frame, DataOutputView out) throws IOException {
        out.writeByte(FORMAT);
        out.writeUTF(frame.stream().toString());
        out.writeUTF(frame.fragmentNumber().toString());
        out.writeInt(frame.frameIndex());
        out.writeLong(frame.trackNumber());
        Instant timestamp = frame.timestamp();
        out.writeLong(timestamp.getEpochSecond());
        out.writeInt(timestamp.getNano());
        out.writeBoolean(frame.keyFrame());
        Picture picture = frame.picture();
        out.writeBoolean(picture.format() == PictureFormat.JPEG);
        out.writeInt(picture.width());
        out.writeInt(picture.height());
        out.writeInt(picture.bytes().length);
        out.write(picture.bytes());
    }

    @Override
    public DecodedFrame deserialize(DataInputView in) throws IOException {
        byte format = in.readByte();
        if (format != FORMAT) {
            throw new IOException(
                    "Cannot read a DecodedFrame: format " + format + " found, format 1 supported.");
        }
        StreamId stream = StreamId.of(in.readUTF());
        FragmentNumber number = FragmentNumber.of(in.readUTF());
        int frameIndex = in.readInt();
        long trackNumber = in.readLong();
        Instant timestamp = Instant.ofEpochSecond(in.readLong()).plusNanos(in.readInt());
        boolean keyFrame = in.readBoolean();
        return new DecodedFrame(
                stream, number, frameIndex, trackNumber, timestamp, keyFrame, readPicture(in));
    }

    private static Picture readPicture(DataInputView in) throws IOException {
        PictureFormat format = in.readBoolean() ? PictureFormat.JPEG : PictureFormat.BGR;
        int width = in.readInt();
        int height = in.readInt();
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return new Picture(format, width, height, bytes);
    }

    @Override
    public TypeSerializerSnapshot<DecodedFrame> snapshotConfiguration() {
        return new Snapshot();
    }

    private Object readResolve() {
        return INSTANCE;
    }

    /** The serializer has no configuration: one format byte leads every value instead. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<DecodedFrame> {

        /** Made by Flink, by name, when it restores state. */
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
