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

package io.github.flinkkvs.benchmarks.parsing;

import org.ebml.EBMLReader;
import org.ebml.Element;
import org.ebml.MasterElement;
import org.ebml.io.DataSource;
import org.ebml.matroska.MatroskaBlock;
import org.ebml.matroska.MatroskaDocTypes;

import java.nio.ByteBuffer;

/** Reads bytes with jebml: every element, and of each block its frames. */
final class JebmlFrames {

    /** Before any reader: it knows no element until this schema has been loaded. */
    private static final ByteBuffer SIMPLE_BLOCK = MatroskaDocTypes.SimpleBlock.getType();

    private JebmlFrames() {}

    /** Returns how many frames there are. */
    static int count(byte[] bytes) {
        Memory source = new Memory(bytes);
        EBMLReader reader = new EBMLReader(source);
        int frames = 0;
        while (source.getFilePointer() < bytes.length) {
            Element element = reader.readNextElement();
            if (element instanceof MasterElement) {
                continue;
            }
            element.readData(source);
            if (element.isType(SIMPLE_BLOCK)) {
                MatroskaBlock block = new MatroskaBlock(element.getData());
                block.parseBlock();
                frames += block.getFrameCount();
            }
        }
        return frames;
    }

    /** Bytes in memory, as jebml wants to pull them. */
    private static final class Memory implements DataSource {
        private final ByteBuffer bytes;

        Memory(byte[] bytes) {
            this.bytes = ByteBuffer.wrap(bytes);
        }

        @Override
        public byte readByte() {
            return bytes.get();
        }

        @Override
        public int read(ByteBuffer to) {
            int count = Math.min(to.remaining(), bytes.remaining());
            to.put(bytes.slice().limit(count));
            bytes.position(bytes.position() + count);
            return count;
        }

        @Override
        public long skip(long count) {
            bytes.position(bytes.position() + (int) count);
            return count;
        }

        @Override
        public long length() {
            return bytes.capacity();
        }

        @Override
        public long getFilePointer() {
            return bytes.position();
        }

        @Override
        public boolean isSeekable() {
            return true;
        }

        @Override
        public long seek(long position) {
            bytes.position((int) position);
            return position;
        }
    }
}
