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

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A chunk that was not completed: the next one began before its trailer.
 *
 * @param fragmentNumber its fragment, as far as the service had named it
 * @param serverTimestamp when the service received the fragment, as far as it had said so
 * @param bytes how many of its bytes had come
 * @param position the stream offset of its first byte
 */
public record DiscardedChunk(
        Optional<String> fragmentNumber,
        Optional<Instant> serverTimestamp,
        long bytes,
        long position)
        implements ChunkEvent {

    public DiscardedChunk {
        Objects.requireNonNull(fragmentNumber, "fragmentNumber");
        Objects.requireNonNull(serverTimestamp, "serverTimestamp");
    }
}
