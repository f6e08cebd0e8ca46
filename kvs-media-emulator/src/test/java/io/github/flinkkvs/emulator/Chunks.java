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

package io.github.flinkkvs.emulator;

import io.github.flinkkvs.emulator.mkv.EbmlElement;
import io.github.flinkkvs.emulator.mkv.MatroskaIds;
import io.github.flinkkvs.emulator.mkv.TagList;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Takes a GetMedia body apart for assertions. */
final class Chunks {

    /** One chunk: where it lies, the ids of its top elements in order, and all its tags. */
    record Chunk(int start, int end, List<Integer> ids, Map<String, String> tags) {
        String tag(String name) {
            return tags.get(name);
        }

        byte[] of(byte[] body) {
            return Arrays.copyOfRange(body, start, end);
        }
    }

    private Chunks() {}

    static List<Chunk> in(byte[] body) {
        List<Chunk> chunks = new ArrayList<>();
        int start = 0;
        while (start < body.length) {
            int end = start;
            List<Integer> ids = new ArrayList<>();
            Map<String, String> tags = new LinkedHashMap<>();
            while (end < body.length) {
                EbmlElement element = EbmlElement.at(body, end, body.length).orElseThrow();
                if (element.id() == MatroskaIds.EBML && end > start) {
                    break;
                }
                ids.add(element.id());
                if (element.id() == MatroskaIds.TAGS) {
                    tags.putAll(TagList.of(element));
                }
                end = element.id() == MatroskaIds.SEGMENT ? element.dataStart() : element.end();
            }
            chunks.add(new Chunk(start, end, ids, tags));
            start = end;
        }
        return chunks;
    }
}
