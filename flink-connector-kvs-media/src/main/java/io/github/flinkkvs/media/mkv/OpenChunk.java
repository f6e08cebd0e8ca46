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
import java.util.Optional;

/**
 * What was read of a chunk that is not complete: its bytes, and what the tags in front of its
 * cluster say.
 *
 * @param fragmentNumber decimal digits, once the service has named the fragment
 * @param producerTimestamp the producer's time of the fragment, once it was read
 * @param serverTimestamp when the service received the fragment, once it was read
 * @param position the stream offset of the chunk's first byte
 * @param bytes a copy of what was read, up to and without the element that is being read, if that
 *     could not even begin; empty where media are not kept
 */
@SuppressWarnings("ArrayRecordComponent") // A value to pass on at once, never compared.
public record OpenChunk(
        Optional<String> fragmentNumber,
        Optional<Instant> producerTimestamp,
        Optional<Instant> serverTimestamp,
        long position,
        byte[] bytes) {}
