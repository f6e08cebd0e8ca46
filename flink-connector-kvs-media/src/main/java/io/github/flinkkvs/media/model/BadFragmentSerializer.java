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
import java.util.Optional;

/** Writes a {@link BadFragment} between operators and into state: fields in a fixed order. */
@Internal
public final class BadFragmentSerializer extends ImmutableSerializer<BadFragment> {

    static final BadFragmentSerializer INSTANCE = new BadFragmentSerializer();

    private static final long serialVersionUID = 1L;
    private static final byte FORMAT = 1;

    private BadFragmentSerializer() {}

    @Override
    public void serialize(BadFragment bad, DataOutputView out) throws IOException {
        out.writeByte(FORMAT);
        out.writeUTF(bad.stream().toString());
        out.writeUTF(bad.fragmentNumber().toString());
        writeInstant(bad.producerTimestamp(), out);
        writeInstant(bad.serverTimestamp(), out);
        Texts.write(bad.reason(), out);
        out.writeLong(bad.errorOffset().orElse(-1));
        bad.writeBytes(out);
    }

    @Override
    public BadFragment deserialize(DataInputView in) throws IOException {
        byte format = in.readByte();
        if (format != FORMAT) {
            throw new IOException(
                    "Cannot read a BadFragment: format " + format + " found, format 1 supported.");
        }
        try {
            return BadFragment.unreadable(
                    StreamId.of(in.readUTF()),
                    FragmentNumber.of(in.readUTF()),
                    readInstant(in),
                    readInstant(in),
                    Texts.read(in),
                    in.readLong(),
                    Texts.readBytes(in));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IOException("Cannot read a BadFragment: its bytes are damaged.", e);
        }
    }

    private static void writeInstant(Optional<Instant> instant, DataOutputView out)
            throws IOException {
        out.writeBoolean(instant.isPresent());
        if (instant.isPresent()) {
            Instant present = instant.get();
            out.writeLong(present.getEpochSecond());
            out.writeInt(present.getNano());
        }
    }

    private static Optional<Instant> readInstant(DataInputView in) throws IOException {
        return in.readBoolean()
                ? Optional.of(Instant.ofEpochSecond(in.readLong()).plusNanos(in.readInt()))
                : Optional.empty();
    }

    @Override
    public TypeSerializerSnapshot<BadFragment> snapshotConfiguration() {
        return new Snapshot();
    }

    private Object readResolve() {
        return INSTANCE;
    }

    /** The serializer has no configuration: one format byte leads every value instead. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<BadFragment> {

        /** Made by Flink, by name, when it restores state. */
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
