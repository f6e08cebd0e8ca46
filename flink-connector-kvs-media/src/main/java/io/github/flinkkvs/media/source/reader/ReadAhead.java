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

package io.github.flinkkvs.media.source.reader;

/**
 * How far the network thread may read a session's chunks by itself, until the fetcher thread looks
 * at the session again.
 */
enum ReadAhead {
    /** All that comes is left to the fetcher thread, which hears of every byte. */
    NOTHING,

    /** The rest of the chunk that has begun. */
    REST_OF_CHUNK,

    /** Chunk after chunk, while there is room for their bytes. */
    MORE_CHUNKS
}
