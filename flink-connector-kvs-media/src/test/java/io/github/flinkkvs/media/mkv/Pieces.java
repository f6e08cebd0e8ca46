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

package io.github.flinkkvs.media.mkv;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * An input whose first byte tells how the rest is cut into buffers.
 *
 * @param cut 0 for single bytes, else the seed of random cuts
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Pieces(int cut, byte[] bytes) {

    private static final int LONGEST = 200;

    static Pieces of(byte[] input) {
        return input.length == 0
                ? new Pieces(0, input)
                : new Pieces(input[0] & 0xFF, Arrays.copyOfRange(input, 1, input.length));
    }

    /** The bytes in pieces, some of them empty. */
    List<ByteBuffer> buffers() {
        List<ByteBuffer> buffers = new ArrayList<>();
        Random random = new Random(cut);
        int from = 0;
        while (from < bytes.length) {
            int length = cut == 0 ? 1 : random.nextInt(1 + random.nextInt(LONGEST));
            int to = Math.min(bytes.length, from + length);
            buffers.add(ByteBuffer.wrap(bytes, from, to - from));
            from = to;
        }
        return buffers;
    }
}
