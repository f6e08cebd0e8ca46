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

import java.util.Arrays;

/**
 * Spares another section what every chunk repeats. It writes down what it is told, and as long as
 * the next chunk says the same, the other one hears nothing and stays as it is.
 *
 * <p>At the first difference the other one is {@link Rereadable#clear cleared} and told what this
 * chunk has said so far.
 */
final class RepeatedSection implements Section {

    /** Sections that say more are read each time. */
    static final int MAX_BYTES = 16 << 10;

    private static final int FIRST_BYTES = 512;
    private static final byte START = 0;
    private static final byte LEAF = 1;
    private static final byte END = 2;

    /** What a record has ahead of its payload: what happened, the element, the payload's length. */
    private static final int HEAD_BYTES = 1 + 2 * Integer.BYTES;

    private static final int ELEMENT = 1;
    private static final int PAYLOAD_LENGTH = ELEMENT + Integer.BYTES;

    private final Rereadable section;
    private final Payload told = new Payload();
    private byte[] records = new byte[FIRST_BYTES];
    private int length;

    /** How far this chunk has said the same as the one before; -1 where it has said another. */
    private int same;

    RepeatedSection(Rereadable section) {
        this.section = section;
        tell();
    }

    /** To be called before each chunk. */
    void startAnew() {
        same = length <= MAX_BYTES ? 0 : tell();
    }

    /** What is read afterwards is this chunk's. To be called before anything is asked of it. */
    void settle() throws MalformedException {
        if (same >= 0 && same < length) {
            tellSoFar();
        }
    }

    @Override
    public void start(MatroskaElement element) throws MalformedException {
        if (isNew(START, element, told.at(records, 0, 0, 0))) {
            section.start(element);
        }
    }

    @Override
    public void leaf(MatroskaElement element, Payload payload) throws MalformedException {
        if (isNew(LEAF, element, payload)) {
            section.leaf(element, payload);
        }
    }

    @Override
    public void end(MatroskaElement element) throws MalformedException {
        if (isNew(END, element, told.at(records, 0, 0, 0))) {
            section.end(element);
        }
    }

    /** Returns whether the section has to be told. */
    private boolean isNew(byte what, MatroskaElement element, Payload payload)
            throws MalformedException {
        if (same >= 0) {
            if (isNext(what, element, payload)) {
                same += HEAD_BYTES + payload.length();
                return false;
            }
            tellSoFar();
        }
        if (length <= MAX_BYTES) {
            write(what, element, payload);
        }
        return true;
    }

    private boolean isNext(byte what, MatroskaElement element, Payload payload) {
        int from = same + HEAD_BYTES;
        int to = from + payload.length();
        return to <= length
                && records[same] == what
                && number(same + ELEMENT) == element.id()
                && number(same + PAYLOAD_LENGTH) == payload.length()
                && Arrays.equals(
                        records,
                        from,
                        to,
                        payload.array(),
                        payload.offset(),
                        payload.offset() + payload.length());
    }

    private void write(byte what, MatroskaElement element, Payload payload) {
        int size = HEAD_BYTES + payload.length();
        if (size > MAX_BYTES - length) {
            length = MAX_BYTES + 1;
            return;
        }
        if (length + size > records.length) {
            records = Arrays.copyOf(records, Math.max(length + size, 2 * length));
        }
        records[length] = what;
        put(length + ELEMENT, element.id());
        put(length + PAYLOAD_LENGTH, payload.length());
        System.arraycopy(
                payload.array(), payload.offset(), records, length + HEAD_BYTES, payload.length());
        length += size;
    }

    private void put(int at, int number) {
        for (int i = 0; i < Integer.BYTES; i++) {
            records[at + i] = (byte) (number >> (Byte.SIZE * i));
        }
    }

    private int number(int at) {
        int value = 0;
        for (int i = 0; i < Integer.BYTES; i++) {
            value |= (records[at + i] & 0xFF) << (Byte.SIZE * i);
        }
        return value;
    }

    private void tellSoFar() throws MalformedException {
        int end = same;
        tell();
        length = end;
        for (int at = 0, payloadLength; at < end; at += HEAD_BYTES + payloadLength) {
            MatroskaElement element = MatroskaElement.ofId(number(at + ELEMENT));
            payloadLength = number(at + PAYLOAD_LENGTH);
            switch (records[at]) {
                case START -> section.start(element);
                case END -> section.end(element);
                default ->
                        section.leaf(element, told.at(records, at + HEAD_BYTES, payloadLength, 0));
            }
        }
    }

    /** From here on the section hears everything, and knows nothing yet. */
    private int tell() {
        section.clear();
        length = 0;
        same = -1;
        return same;
    }

    /** A section that can begin anew. */
    interface Rereadable extends Section {

        /** Forgets all that it was told. */
        void clear();
    }
}
