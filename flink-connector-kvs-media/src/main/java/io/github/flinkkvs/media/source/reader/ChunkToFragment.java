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

import io.github.flinkkvs.media.mkv.MediaChunk;
import io.github.flinkkvs.media.model.MediaFragment;
import io.github.flinkkvs.media.model.StreamId;

/** Makes the record of a chunk; the chunk's bytes go over into it and are not copied. */
final class ChunkToFragment {

    private ChunkToFragment() {}

    static MediaFragment convert(StreamId stream, MediaChunk chunk) {
        return new MediaFragment(
                stream,
                chunk.header(),
                chunk.tags(),
                chunk.tracks(),
                chunk.frames(),
                chunk.bytes(),
                chunk.length());
    }
}
