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

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The service tells inside the stream why it cannot go on.
 *
 * @param errorId the number of the error, where the service gave one
 * @param errorCode the name of the error or else its message; empty where the service gave the
 *     number only
 * @param fragmentNumber the fragment concerned, where the service named one
 * @param position the stream offset of the chunk's first byte
 */
public record ErrorChunk(
        OptionalInt errorId, String errorCode, Optional<String> fragmentNumber, long position)
        implements ChunkEvent {

    public ErrorChunk {
        Objects.requireNonNull(errorId, "errorId");
        Objects.requireNonNull(errorCode, "errorCode");
        Objects.requireNonNull(fragmentNumber, "fragmentNumber");
    }
}
