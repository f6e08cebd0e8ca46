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

package io.github.flinkkvs.benchmarks;

import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Takes the frame of HTTP off a response that comes in pieces. Not thread-safe. */
final class HttpBody {
    private static final int LONGEST_LINE = 8192;

    private final Consumer<ByteBuffer> content;
    private final StringBuilder line = new StringBuilder();
    private boolean inHead = true;
    private boolean statusRead;
    private boolean ended;
    private long left;

    HttpBody(Consumer<ByteBuffer> content) {
        this.content = content;
    }

    /**
     * Takes all the bytes.
     *
     * @throws IllegalStateException unless they continue a response with status 200 in chunks
     */
    void accept(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            if (left > 0) {
                int length = (int) Math.min(left, bytes.remaining());
                content.accept(bytes.slice().limit(length));
                bytes.position(bytes.position() + length);
                left -= length;
            } else if (readLine(bytes)) {
                String whole = line.toString().strip();
                line.setLength(0);
                lineRead(whole);
            }
        }
    }

    /** Whether the last chunk has come, with which a response ends properly. */
    boolean ended() {
        return ended;
    }

    private boolean readLine(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            byte next = bytes.get();
            line.append((char) next);
            if (next == '\n') {
                return true;
            }
            if (line.length() > LONGEST_LINE) {
                throw new IllegalStateException("Not HTTP: a line without end");
            }
        }
        return false;
    }

    private void lineRead(String whole) {
        if (inHead && !statusRead) {
            if (!whole.startsWith("HTTP/1.1 200")) {
                throw new IllegalStateException("The answer is " + whole);
            }
            statusRead = true;
        } else if (inHead) {
            inHead = !whole.isEmpty();
        } else if (!whole.isEmpty()) {
            left = Long.parseLong(whole, 16);
            ended = left == 0;
        }
    }
}
