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

package io.github.flinkkvs.emulator.clients;

import io.github.flinkkvs.emulator.mkv.EbmlElement;
import io.github.flinkkvs.emulator.mkv.MatroskaIds;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Cuts a body into its chunks, each of which is a document of its own. */
final class Chunks {
    private Chunks() {}

    static List<byte[]> in(byte[] body) {
        List<byte[]> chunks = new ArrayList<>();
        int start = 0;
        while (start < body.length) {
            int end = endOfChunk(body, start);
            chunks.add(Arrays.copyOfRange(body, start, end));
            start = end;
        }
        return chunks;
    }

    private static int endOfChunk(byte[] body, int start) {
        int end = start;
        while (end < body.length) {
            EbmlElement element = EbmlElement.at(body, end, body.length).orElseThrow();
            if (element.id() == MatroskaIds.EBML && end > start) {
                break;
            }
            end = element.id() == MatroskaIds.SEGMENT ? element.dataStart() : element.end();
        }
        return end;
    }
}
