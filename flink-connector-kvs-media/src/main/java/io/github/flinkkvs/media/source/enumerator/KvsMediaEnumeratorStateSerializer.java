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
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads and writes the enumerator's state; the rule of {@link KvsMediaSplitSerializer} holds. */
@Internal
public final class KvsMediaEnumeratorStateSerializer
        implements SimpleVersionedSerializer<KvsMediaEnumeratorState> {

    /** The one instance; it holds nothing. */
    public static final KvsMediaEnumeratorStateSerializer INSTANCE =
            new KvsMediaEnumeratorStateSerializer();

    private static final int VERSION = 1;

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
        writeSplits(state.assigned(), out);
        writeSplits(state.pending(), out);
        return bytes.toByteArray();
    }

    @Override
    public KvsMediaEnumeratorState deserialize(int version, byte[] bytes) throws IOException {
        if (version != VERSION) {
            throw new IOException(
                    "Cannot restore the enumerator of kvs-media: its state has version "
                            + version
                            + ", this connector reads version 1. Restore with the connector that"
                            + " wrote it, or with a newer one.");
        }
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        int splitVersion = readInt(in);
        List<KvsMediaSplit> assigned = readSplits(splitVersion, in);
        List<KvsMediaSplit> pending = readSplits(splitVersion, in);
        if (in.available() > 0) {
            throw damaged(in.available() + " bytes are left over");
        }
        return new KvsMediaEnumeratorState(assigned, pending);
    }

    private static void writeSplits(List<KvsMediaSplit> splits, DataOutputStream out)
            throws IOException {
        out.writeInt(splits.size());
        for (KvsMediaSplit split : splits) {
            byte[] bytes = KvsMediaSplitSerializer.INSTANCE.serialize(split);
            out.writeInt(bytes.length);
            out.write(bytes);
        }
    }

    private static List<KvsMediaSplit> readSplits(int version, DataInputStream in)
            throws IOException {
        int count = readInt(in);
        if (count < 0) {
            throw damaged("it counts " + count + " splits");
        }
        List<KvsMediaSplit> splits = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int length = readInt(in);
            if (length < 0 || length > in.available()) {
                throw damaged(
                        "a split has " + length + " bytes and " + in.available() + " are left");
            }
            byte[] bytes = in.readNBytes(length);
            splits.add(KvsMediaSplitSerializer.INSTANCE.deserialize(version, bytes));
        }
        return List.copyOf(splits);
    }

    private static int readInt(DataInputStream in) throws IOException {
        if (in.available() < Integer.BYTES) {
            throw damaged("it ends in the middle of a number");
        }
        return in.readInt();
    }

    private static IOException damaged(String why) {
        return new IOException(
                "Cannot restore the enumerator of kvs-media: " + why + ". The state is damaged.");
    }
}
