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

package io.github.flinkkvs.media.source.enumerator;

import io.github.flinkkvs.media.source.split.KvsMediaSplit;
import io.github.flinkkvs.media.source.split.KvsMediaSplitSerializer;

import org.apache.flink.annotation.Internal;
import org.apache.flink.core.io.SimpleVersionedSerializer;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads and writes the enumerator's state; the rule of {@link KvsMediaSplitSerializer} holds. */
@Internal
public final class KvsMediaEnumeratorStateSerializer
        implements SimpleVersionedSerializer<KvsMediaEnumeratorState> {

    /** The one instance; it holds nothing. */
    public static final KvsMediaEnumeratorStateSerializer INSTANCE =
            new KvsMediaEnumeratorStateSerializer();

    private static final int VERSION = 2;

    /** The status of a split, as version 2 writes it. Numbers are never given a second meaning. */
    private static final byte PENDING = 0;

    private static final byte ASSIGNED = 1;

    /** Stands for an owner that is not known. */
    private static final int NOBODY = -1;

    private KvsMediaEnumeratorStateSerializer() {}

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(KvsMediaEnumeratorState state) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(KvsMediaSplitSerializer.INSTANCE.getVersion());
        out.writeInt(state.parallelism());
        out.writeBoolean(state.firstDiscovery().isPresent());
        if (state.firstDiscovery().isPresent()) {
            writeInstant(state.firstDiscovery().get(), out);
        }
        out.writeInt(state.assigned().size() + state.pending().size());
        writeSplits(state.assigned(), ASSIGNED, state.owners(), out);
        writeSplits(state.pending(), PENDING, state.owners(), out);
        out.writeInt(state.released().size());
        for (ReleasedStream stream : state.released()) {
            out.writeUTF(stream.name());
            writeInstant(stream.missingSince(), out);
            writeInstant(stream.releasedAt(), out);
        }
        return bytes.toByteArray();
    }

    private static void writeInstant(Instant instant, DataOutputStream out) throws IOException {
        out.writeLong(instant.getEpochSecond());
        out.writeInt(instant.getNano());
    }

    private static void writeSplits(
            List<KvsMediaSplit> splits,
            byte status,
            Map<String, Integer> owners,
            DataOutputStream out)
            throws IOException {
        for (KvsMediaSplit split : splits) {
            byte[] bytes = KvsMediaSplitSerializer.INSTANCE.serialize(split);
            out.writeByte(status);
            out.writeInt(owners.getOrDefault(split.splitId(), NOBODY));
            out.writeInt(bytes.length);
            out.write(bytes);
        }
    }

    @Override
    public KvsMediaEnumeratorState deserialize(int version, byte[] bytes) throws IOException {
        if (version < 1 || version > VERSION) {
            throw new IOException(
                    "Cannot restore the enumerator of kvs-media: its state has version "
                            + version
                            + ", this connector reads version 1 to version "
                            + VERSION
                            + ". Restore with the connector that wrote it, or with a newer one.");
        }
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        KvsMediaEnumeratorState state;
        try {
            state = version == 1 ? readV1(in) : readV2(in);
        } catch (EOFException | DateTimeException | ArithmeticException e) {
            throw damaged("it ends too early, or holds a time that there is not");
        }
        if (in.available() > 0) {
            throw damaged(in.available() + " bytes are left over");
        }
        return state;
    }

    private static KvsMediaEnumeratorState readV1(DataInputStream in) throws IOException {
        int splitVersion = in.readInt();
        List<KvsMediaSplit> assigned = readSplitsV1(splitVersion, in);
        List<KvsMediaSplit> pending = readSplitsV1(splitVersion, in);
        return KvsMediaEnumeratorState.of(assigned, pending);
    }

    private static List<KvsMediaSplit> readSplitsV1(int version, DataInputStream in)
            throws IOException {
        int count = readCount(in);
        List<KvsMediaSplit> splits = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            splits.add(readSplit(version, in));
        }
        return List.copyOf(splits);
    }

    private static KvsMediaEnumeratorState readV2(DataInputStream in) throws IOException {
        int splitVersion = in.readInt();
        int parallelism = in.readInt();
        Optional<Instant> firstDiscovery =
                in.readBoolean() ? Optional.of(readInstant(in)) : Optional.empty();
        int count = readCount(in);
        List<KvsMediaSplit> assigned = new ArrayList<>();
        List<KvsMediaSplit> pending = new ArrayList<>();
        Map<String, Integer> owners = new HashMap<>();
        for (int i = 0; i < count; i++) {
            byte status = in.readByte();
            int owner = in.readInt();
            KvsMediaSplit split = readSplit(splitVersion, in);
            ofStatus(status, assigned, pending).add(split);
            if (owner < NOBODY || owner >= parallelism) {
                throw damaged("reader " + owner + " of " + parallelism + " has a split");
            }
            if (owner != NOBODY) {
                owners.put(split.splitId(), owner);
            }
        }
        return new KvsMediaEnumeratorState(
                List.copyOf(assigned),
                List.copyOf(pending),
                Collections.unmodifiableMap(owners),
                parallelism,
                firstDiscovery,
                readReleased(in));
    }

    private static List<ReleasedStream> readReleased(DataInputStream in) throws IOException {
        int count = readCount(in);
        List<ReleasedStream> released = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            released.add(new ReleasedStream(in.readUTF(), readInstant(in), readInstant(in)));
        }
        return List.copyOf(released);
    }

    private static Instant readInstant(DataInputStream in) throws IOException {
        return Instant.ofEpochSecond(in.readLong(), in.readInt());
    }

    private static List<KvsMediaSplit> ofStatus(
            byte status, List<KvsMediaSplit> assigned, List<KvsMediaSplit> pending)
            throws IOException {
        return switch (status) {
            case ASSIGNED -> assigned;
            case PENDING -> pending;
            default -> throw damaged("a split has the status " + status);
        };
    }

    private static KvsMediaSplit readSplit(int version, DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw damaged("a split has " + length + " bytes and " + in.available() + " are left");
        }
        return KvsMediaSplitSerializer.INSTANCE.deserialize(version, in.readNBytes(length));
    }

    private static int readCount(DataInputStream in) throws IOException {
        int count = in.readInt();
        if (count < 0) {
            throw damaged("it counts " + count + " streams");
        }
        return count;
    }

    private static IOException damaged(String why) {
        return new IOException(
                "Cannot restore the enumerator of kvs-media: " + why + ". The state is damaged.");
    }
}
