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

package io.github.flinkkvs.media.source.split;

import io.github.flinkkvs.media.client.SessionStart;
import io.github.flinkkvs.media.model.FragmentNumber;
import io.github.flinkkvs.media.model.StreamId;
import io.github.flinkkvs.media.source.position.StartPosition;
import io.github.flinkkvs.media.source.position.StopPosition;

import org.apache.flink.annotation.Internal;
import org.apache.flink.core.io.SimpleVersionedSerializer;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * Reads and writes splits, field by field.
 *
 * <p>Every version ever released stays readable. A change of the form is a new version with a write
 * and a read method of its own; golden bytes in the tests hold the old ones to their word.
 */
@Internal
public final class KvsMediaSplitSerializer implements SimpleVersionedSerializer<KvsMediaSplit> {

    /** The one instance; it holds nothing. */
    public static final KvsMediaSplitSerializer INSTANCE = new KvsMediaSplitSerializer();

    private static final int VERSION = 2;

    /** Which optional parts version 2 holds, in the order of their bits. */
    private static final int LAST_FRAGMENT = 1;

    private static final int START_FRAGMENT = 1 << 1;
    private static final int STOP_OF_NOW = 1 << 2;
    private static final int SILENT_UNTIL = 1 << 3;
    private static final int ALL_PARTS =
            LAST_FRAGMENT | START_FRAGMENT | STOP_OF_NOW | SILENT_UNTIL;

    private KvsMediaSplitSerializer() {}

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(KvsMediaSplit split) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        writeV2(split, out);
        return bytes.toByteArray();
    }

    @Override
    public KvsMediaSplit deserialize(int version, byte[] bytes) throws IOException {
        if (version < 1 || version > VERSION) {
            throw new IOException(
                    "Cannot restore a split of kvs-media: its state has version "
                            + version
                            + ", this connector reads version 1 to version "
                            + VERSION
                            + ". Restore with the connector that wrote it, or with a newer one.");
        }
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        KvsMediaSplit split;
        try {
            split = version == 1 ? readV1(in) : readV2(in);
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            throw new IOException("Cannot restore a split of kvs-media: its state is damaged.", e);
        }
        if (in.available() > 0) {
            throw new IOException(
                    "Cannot restore the split of stream "
                            + split.stream()
                            + ": "
                            + in.available()
                            + " bytes are left over. The state is damaged.");
        }
        return split;
    }

    private static void writeV2(KvsMediaSplit split, DataOutputStream out) throws IOException {
        StartPosition start = split.position().start();
        StopPosition stop = split.stop();
        int parts = 0;
        parts |= split.position().last().isPresent() ? LAST_FRAGMENT : 0;
        parts |= start.firstFragment().isPresent() ? START_FRAGMENT : 0;
        parts |= stop.isOfNow() ? STOP_OF_NOW : 0;
        parts |= split.position().silentUntil().isPresent() ? SILENT_UNTIL : 0;
        out.writeByte(parts);
        out.writeUTF(split.stream().toString());
        out.writeUTF(start.toSessionStart().type().name());
        out.writeUTF(start.toSessionStart().value());
        out.writeUTF(stop.kind().name());
        out.writeUTF(stop.value());
        if (split.position().last().isPresent()) {
            writeLastFragment(split.position().last().get(), out);
        }
        if (start.firstFragment().isPresent()) {
            out.writeUTF(start.firstFragment().get().toString());
        }
        if (split.position().silentUntil().isPresent()) {
            writeInstant(split.position().silentUntil().get(), out);
        }
    }

    private static void writeLastFragment(SplitPosition.LastFragment last, DataOutputStream out)
            throws IOException {
        out.writeUTF(last.number().toString());
        out.writeUTF(last.continuationToken());
        writeInstant(last.producerTimestamp(), out);
        writeInstant(last.serverTimestamp(), out);
    }

    private static KvsMediaSplit readV2(DataInputStream in) throws IOException {
        int parts = in.readByte();
        if ((parts & ~ALL_PARTS) != 0) {
            throw new IOException("It has parts that version 2 has not: " + parts + ".");
        }
        StreamId stream = StreamId.of(in.readUTF());
        SessionStart start = readStart(in);
        StopPosition stop =
                StopPosition.of(
                        StopPosition.Kind.valueOf(in.readUTF()),
                        in.readUTF(),
                        (parts & STOP_OF_NOW) != 0);
        Optional<SplitPosition.LastFragment> last =
                (parts & LAST_FRAGMENT) != 0 ? Optional.of(readLastFragment(in)) : Optional.empty();
        Optional<FragmentNumber> first =
                (parts & START_FRAGMENT) != 0
                        ? Optional.of(FragmentNumber.of(in.readUTF()))
                        : Optional.empty();
        Optional<Instant> silentUntil =
                (parts & SILENT_UNTIL) != 0 ? Optional.of(readInstant(in)) : Optional.empty();
        return new KvsMediaSplit(
                stream, new SplitPosition(StartPosition.of(start, first), last, silentUntil), stop);
    }

    private static SessionStart readStart(DataInputStream in) throws IOException {
        return new SessionStart(SessionStart.Type.valueOf(in.readUTF()), in.readUTF());
    }

    private static SplitPosition.LastFragment readLastFragment(DataInputStream in)
            throws IOException {
        return new SplitPosition.LastFragment(
                FragmentNumber.of(in.readUTF()), in.readUTF(), readInstant(in), readInstant(in));
    }

    private static KvsMediaSplit readV1(DataInputStream in) throws IOException {
        StreamId stream = StreamId.of(in.readUTF());
        StartPosition start = StartPosition.of(readStart(in), Optional.empty());
        Optional<SplitPosition.LastFragment> last =
                in.readBoolean() ? Optional.of(readLastFragment(in)) : Optional.empty();
        StopPosition stop =
                in.readBoolean()
                        ? StopPosition.serverTimestamp(readInstant(in))
                        : StopPosition.never();
        return new KvsMediaSplit(stream, new SplitPosition(start, last), stop);
    }

    private static void writeInstant(Instant instant, DataOutputStream out) throws IOException {
        out.writeLong(instant.getEpochSecond());
        out.writeInt(instant.getNano());
    }

    private static Instant readInstant(DataInputStream in) throws IOException {
        return Instant.ofEpochSecond(in.readLong()).plusNanos(in.readInt());
    }
}
