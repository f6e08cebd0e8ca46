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

/**
 * Why an element cannot be read. {@link ChunkAssembler} adds where it stands and makes it an {@link
 * MkvException}.
 */
final class MalformedException extends Exception {

    private static final long serialVersionUID = 1L;

    private static final int SHOWN_CHARS = 80;

    MalformedException(String reason) {
        super(reason);
    }

    static MalformedException overLimit(String what, long seen, long limit, String limitName) {
        return new MalformedException(
                "%s: %d, at most %d allowed (%s)".formatted(what, seen, limit, limitName));
    }

    /**
     * Text from the stream as an error may show it: hostile text can be long or hold control
     * characters.
     */
    static String shown(String text) {
        String cut = text.length() <= SHOWN_CHARS ? text : text.substring(0, SHOWN_CHARS) + "...";
        return '"' + cut.replaceAll("\\p{Cntrl}", "?") + '"';
    }
}
