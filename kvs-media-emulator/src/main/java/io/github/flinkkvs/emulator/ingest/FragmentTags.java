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

package io.github.flinkkvs.emulator.ingest;

import io.github.flinkkvs.emulator.mkv.EbmlElement;
import io.github.flinkkvs.emulator.mkv.MatroskaIds;

import java.util.ArrayList;
import java.util.List;

/**
 * The metadata of fragments in one Tags element.
 *
 * <p>Tags under a Targets element are about tracks or the film and no metadata: the service was
 * seen to take 54 of them at once from a muxer, where it takes 10 items of metadata.
 *
 * @param items name and value of each, in their order
 */
public record FragmentTags(List<Item> items) {
    private static final String END_OF_FRAGMENT = "AWS_KINESISVIDEO_END_OF_FRAGMENT";

    /** One item; texts are without the NULs that some producers fill them up with. */
    public record Item(String name, String value) {}

    /** Reads a Tags element, which must be well-formed throughout. */
    static FragmentTags of(EbmlElement tags) {
        List<Item> items = new ArrayList<>();
        for (EbmlElement tag : tags.wholeChildren()) {
            if (tag.id() == MatroskaIds.TAG) {
                List<Item> found = items(tag);
                if (tag.child(MatroskaIds.TARGETS).isEmpty()) {
                    items.addAll(found);
                }
            }
        }
        return new FragmentTags(items);
    }

    private static List<Item> items(EbmlElement tag) {
        List<Item> items = new ArrayList<>();
        for (EbmlElement pair : tag.wholeChildren()) {
            if (pair.id() == MatroskaIds.SIMPLE_TAG) {
                String name = "";
                String value = "";
                for (EbmlElement half : pair.wholeChildren()) {
                    name = half.id() == MatroskaIds.TAG_NAME ? half.text() : name;
                    value = half.id() == MatroskaIds.TAG_STRING ? half.text() : value;
                }
                items.add(new Item(name, value));
            }
        }
        return items;
    }

    /** Whether this is the mark, and nothing else, by which the Kinesis SDK ends a fragment. */
    boolean endsFragment() {
        return items.size() == 1 && items.get(0).name().equals(END_OF_FRAGMENT);
    }
}
