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
import io.github.flinkkvs.emulator.store.StoredFragment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What stands in a fragment's segment. */
public final class Elements {
    private Elements() {}

    public static List<EbmlElement> of(StoredFragment fragment) {
        byte[] chunk = fragment.toByteArray();
        EbmlElement header = EbmlElement.at(chunk, 0, chunk.length).orElseThrow();
        return EbmlElement.at(chunk, header.end(), chunk.length).orElseThrow().children();
    }

    /** The bytes of the first element with an id. */
    public static byte[] first(StoredFragment fragment, int id) {
        return of(fragment).stream()
                .filter(element -> element.id() == id)
                .findFirst()
                .orElseThrow()
                .toByteArray();
    }

    public static Map<String, String> tagsBehindCluster(StoredFragment fragment) {
        Map<String, String> tags = new LinkedHashMap<>();
        boolean behind = false;
        for (EbmlElement element : of(fragment)) {
            behind |= element.id() == MatroskaIds.CLUSTER;
            if (behind && element.id() == MatroskaIds.TAGS) {
                tags.putAll(TagList.of(element));
            }
        }
        return tags;
    }
}
