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

package io.github.flinkkvs.emulator.mkv;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The name and value pairs of one {@code Tags} element; of equal names the last one counts. */
public final class TagList {
    private TagList() {}

    /** Reads the pairs in their order. */
    public static Map<String, String> of(EbmlElement tags) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (EbmlElement tag : childrenOf(tags, MatroskaIds.TAG)) {
            for (EbmlElement pair : childrenOf(tag, MatroskaIds.SIMPLE_TAG)) {
                Optional<EbmlElement> name = pair.child(MatroskaIds.TAG_NAME);
                Optional<EbmlElement> value = pair.child(MatroskaIds.TAG_STRING);
                if (name.isPresent() && value.isPresent()) {
                    pairs.put(name.get().text(), value.get().text());
                }
            }
        }
        return pairs;
    }

    private static List<EbmlElement> childrenOf(EbmlElement parent, int id) {
        return parent.children().stream().filter(child -> child.id() == id).toList();
    }
}
