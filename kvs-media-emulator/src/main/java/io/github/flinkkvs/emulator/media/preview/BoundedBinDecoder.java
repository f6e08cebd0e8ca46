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

package io.github.flinkkvs.emulator.media.preview;

import org.jcodec.codecs.common.biari.MDecoder;

import java.nio.ByteBuffer;

/**
 * Decodes arithmetic codes with an end: past its last byte a stream can yield ones for ever, for
 * which jcodec's reader of quantizers waits in vain to stop.
 */
final class BoundedBinDecoder extends MDecoder {
    private static final int BINS_BETWEEN_CHECKS = 4096;

    private final Deadline deadline;
    private int bins;

    BoundedBinDecoder(ByteBuffer slice, int[][] contexts, Deadline deadline) {
        super(slice, contexts);
        this.deadline = deadline;
    }

    @Override
    public int decodeBin(int context) {
        count();
        return super.decodeBin(context);
    }

    @Override
    public int decodeBinBypass() {
        count();
        return super.decodeBinBypass();
    }

    private void count() {
        if (++bins % BINS_BETWEEN_CHECKS == 0) {
            deadline.check();
        }
    }
}
