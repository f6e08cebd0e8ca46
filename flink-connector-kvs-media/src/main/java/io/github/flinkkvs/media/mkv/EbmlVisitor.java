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

/**
 * Told by {@link EbmlParser} what the bytes are, in their order: headers and payload slices
 * together are every byte once.
 *
 * <p>A leaf's {@code element} is null where the id is none of ours or stands in a place that is not
 * its own.
 */
interface EbmlVisitor {

    /** A master's header is complete. {@code position} is the stream offset of its first byte. */
    void masterStart(MatroskaElement element, EbmlHeader header, long position)
            throws MalformedException;

    /**
     * The last byte of the master has been seen, or of an unknown-size one the first byte after it.
     */
    void masterEnd(MatroskaElement element) throws MalformedException;

    void leafStart(MatroskaElement element, EbmlHeader header) throws MalformedException;

    /** Must consume {@code count} bytes of the buffer. */
    void payload(ByteBuffer in, int count);

    void leafEnd(MatroskaElement element) throws MalformedException;

    /** Whether the parser shall leave the rest of its buffer unread. */
    boolean paused();
}
