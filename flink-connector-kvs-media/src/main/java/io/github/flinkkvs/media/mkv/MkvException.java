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

import java.io.IOException;
import java.util.Optional;

/**
 * The bytes of a session cannot be read on as chunks. Nothing after it can be trusted: the session
 * is to be left, and the stream read again from the last complete chunk.
 */
public final class MkvException extends IOException {

    private static final long serialVersionUID = 1L;

    /** What {@link #elementSize} says where the size is unknown or was not read. */
    public static final long UNKNOWN_SIZE = EbmlHeader.UNKNOWN_SIZE;

    private final long elementId;
    private final long elementSize;
    private final long position;
    private final String path;
    private final String fragmentNumber;

    MkvException(MalformedException reason, EbmlParser parser, String fragmentNumber) {
        super(message(reason, parser, fragmentNumber), reason);
        this.elementId = parser.elementId();
        this.elementSize = parser.elementSize();
        this.position = parser.elementPosition();
        this.path = parser.path();
        this.fragmentNumber = fragmentNumber;
    }

    /** The Matroska id of the element that could not be read; 0 where not even the id could. */
    public long elementId() {
        return elementId;
    }

    /** The size that the element claims for its payload, or {@link #UNKNOWN_SIZE}. */
    public long elementSize() {
        return elementSize;
    }

    /** The stream offset of the element's first byte. */
    public long position() {
        return position;
    }

    /** The element and those around it, such as {@code Segment/Tags/Tag/SimpleTag/TagString}. */
    public String path() {
        return path;
    }

    /** The fragment in which it stands, as far as the service had named it. */
    public Optional<String> fragmentNumber() {
        return Optional.ofNullable(fragmentNumber);
    }

    private static String message(
            MalformedException reason, EbmlParser parser, String fragmentNumber) {
        String fragment = fragmentNumber == null ? "" : " of fragment " + fragmentNumber;
        return "Cannot read %s%s at byte %d of the session: %s"
                .formatted(
                        parser.path().isEmpty() ? "an element" : parser.path(),
                        fragment,
                        parser.elementPosition(),
                        reason.getMessage());
    }
}
