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

import io.github.flinkkvs.media.GoldenBytes;
import io.github.flinkkvs.media.fuzz.Bounds;
import io.github.flinkkvs.media.fuzz.FuzzTarget;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** A saved enumerator: read and written as it was, or refused. The first byte is the version. */
public final class EnumeratorStateTarget implements FuzzTarget {

    /** {@code readUTF} makes room for the longest text there is. */
    private static final int LONGEST_TEXT = 500_000;

    /** A split of 20 bytes is a dozen objects. */
    private static final int BYTES_PER_INPUT_BYTE = 400;

    private final KvsMediaEnumeratorStateSerializer serializer =
            KvsMediaEnumeratorStateSerializer.INSTANCE;

    @Override
    public void run(byte[] input) throws Exception {
        int version = input.length == 0 ? 0 : input[0];
        byte[] bytes = Arrays.copyOfRange(input, Math.min(1, input.length), input.length);
        long limit = LONGEST_TEXT + (long) BYTES_PER_INPUT_BYTE * bytes.length;
        KvsMediaEnumeratorState state;
        try {
            state = Bounds.within(limit, () -> serializer.deserialize(version, bytes));
        } catch (IOException refused) {
            return;
        }
        byte[] again = serializer.serialize(state);
        KvsMediaEnumeratorState same = serializer.deserialize(serializer.getVersion(), again);
        assertThat(same).isEqualTo(state);
        assertThat(serializer.serialize(same)).isEqualTo(again);
    }

    @Override
    public List<byte[]> seeds() throws IOException {
        return List.of(
                seed(1, "enumerator-v1"),
                seed(1, "enumerator-v1-empty"),
                seed(2, "enumerator-v2"),
                seed(2, "enumerator-v2-empty"));
    }

    private static byte[] seed(int version, String golden) throws IOException {
        byte[] bytes = GoldenBytes.of(golden);
        byte[] seed = new byte[bytes.length + 1];
        seed[0] = (byte) version;
        System.arraycopy(bytes, 0, seed, 1, bytes.length);
        return seed;
    }
}
