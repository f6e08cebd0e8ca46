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

import io.github.flinkkvs.media.GoldenBytes;
import io.github.flinkkvs.media.fuzz.Bounds;
import io.github.flinkkvs.media.fuzz.FuzzTarget;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** A saved split: read and written as it was, or refused. The first byte is the version. */
public final class SplitStateTarget implements FuzzTarget {

    /** {@code readUTF} makes room for the longest text there is. */
    private static final int LONGEST_TEXT = 500_000;

    private static final int BYTES_PER_INPUT_BYTE = 100;

    private final KvsMediaSplitSerializer serializer = KvsMediaSplitSerializer.INSTANCE;

    @Override
    public void run(byte[] input) throws Exception {
        int version = input.length == 0 ? 0 : input[0];
        byte[] bytes = Arrays.copyOfRange(input, Math.min(1, input.length), input.length);
        long limit = LONGEST_TEXT + (long) BYTES_PER_INPUT_BYTE * bytes.length;
        KvsMediaSplit split;
        try {
            split = Bounds.within(limit, () -> serializer.deserialize(version, bytes));
        } catch (IOException refused) {
            return;
        }
        byte[] again = serializer.serialize(split);
        KvsMediaSplit same = serializer.deserialize(serializer.getVersion(), again);
        assertThat(same).isEqualTo(split);
        assertThat(serializer.serialize(same)).isEqualTo(again);
    }

    @Override
    public List<byte[]> seeds() throws IOException {
        List<byte[]> seeds = new ArrayList<>();
        for (String start : TestingSplits.STARTS.keySet()) {
            seeds.add(seed(1, "split-v1-" + start));
            seeds.add(seed(1, "split-v1-" + start + "-read"));
        }
        for (String start : TestingSplits.STARTS_V2) {
            seeds.add(seed(2, "split-v2-" + start));
            seeds.add(seed(2, "split-v2-" + start + "-read"));
        }
        seeds.add(seed(2, "split-v2-now-read-silent"));
        return seeds;
    }

    private static byte[] seed(int version, String golden) throws IOException {
        byte[] bytes = GoldenBytes.of(golden);
        byte[] seed = new byte[bytes.length + 1];
        seed[0] = (byte) version;
        System.arraycopy(bytes, 0, seed, 1, bytes.length);
        return seed;
    }
}
