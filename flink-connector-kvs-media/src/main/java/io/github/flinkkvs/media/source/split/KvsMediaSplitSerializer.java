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

    private static final int VERSION = 1;

    private KvsMediaSplitSerializer() {}

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(KvsMediaSplit split) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        writeV1(split, out);
        return bytes.toByteArray();
    }

    @Override
    public KvsMediaSplit deserialize(int version, byte[] bytes) throws IOException {
        if (version != VERSION) {
            throw new IOException(
                    "Cannot restore a split of kvs-media: its state has version "
                            + version
                            + ", this connector reads version 1. Restore with the connector that"
                            + " wrote it, or with a newer one.");
        }
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        KvsMediaSplit split;
        try {
            split = readV1(in);
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

    private static void writeV1(KvsMediaSplit split, DataOutputStream out) throws IOException {
        out.writeUTF(split.stream().toString());
        SessionStart start = split.position().start().toSessionStart();
        out.writeUTF(start.type().name());
        out.writeUTF(start.value());
        out.writeBoolean(split.position().last().isPresent());
        if (split.position().last().isPresent()) {
            SplitPosition.LastFragment last = split.position().last().get();
            out.writeUTF(last.number().toString());
            out.writeUTF(last.continuationToken());
            writeInstant(last.producerTimestamp(), out);
            writeInstant(last.serverTimestamp(), out);
        }
        out.writeBoolean(split.stop().isBounded());
        if (split.stop().isBounded()) {
            writeInstant(split.stop().serverTimestamp().orElseThrow(), out);
        }
    }

    private static KvsMediaSplit readV1(DataInputStream in) throws IOException {
        StreamId stream = StreamId.of(in.readUTF());
        StartPosition start =
                StartPosition.of(
                        new SessionStart(SessionStart.Type.valueOf(in.readUTF()), in.readUTF()));
        Optional<SplitPosition.LastFragment> last = Optional.empty();
        if (in.readBoolean()) {
            last =
                    Optional.of(
                            new SplitPosition.LastFragment(
                                    FragmentNumber.of(in.readUTF()),
                                    in.readUTF(),
                                    readInstant(in),
                                    readInstant(in)));
        }
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
