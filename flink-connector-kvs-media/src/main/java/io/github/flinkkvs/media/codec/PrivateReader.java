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

package io.github.flinkkvs.media.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads a codec's private data, and says where they end too early. Copies nothing. */
final class PrivateReader {

    private final String what;
    private final ByteBuffer bytes;

    /**
     * @param what what the bytes are, as errors shall name it
     */
    PrivateReader(String what, ByteBuffer codecPrivate, ByteOrder order) {
        this.what = what;
        this.bytes = codecPrivate.slice().order(order);
    }

    int position() {
        return bytes.position();
    }

    int remaining() {
        return bytes.remaining();
    }

    int unsigned8(String field) {
        need(Byte.BYTES, field);
        return bytes.get() & 0xFF;
    }

    int unsigned16(String field) {
        need(Short.BYTES, field);
        return bytes.getShort() & 0xFFFF;
    }

    long unsigned32(String field) {
        need(Integer.BYTES, field);
        return bytes.getInt() & 0xFFFF_FFFFL;
    }

    void skip(int count, String field) {
        need(count, field);
        bytes.position(bytes.position() + count);
    }

    /** A view of so many bytes. */
    ByteBuffer take(int count, String field) {
        need(count, field);
        ByteBuffer taken = bytes.slice(bytes.position(), count);
        bytes.position(bytes.position() + count);
        return taken;
    }

    /** An error about the value that was read last. */
    CodecException wrong(int position, String problem) {
        return new CodecException(
                "Cannot read %s of %d bytes: byte %d, %s"
                        .formatted(what, bytes.limit(), position, problem));
    }

    private void need(int count, String field) {
        if (bytes.remaining() < count) {
            throw wrong(
                    bytes.position(),
                    "%s takes %d bytes, %d are left".formatted(field, count, bytes.remaining()));
        }
    }
}
