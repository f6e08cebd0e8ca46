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

import io.github.flinkkvs.media.model.MediaTag;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Reads Tags elements: the service's go to {@link ServiceTags}, all others are gathered in their
 * order.
 */
final class TagReader implements Section {

    private final int maxTags;
    private final ServiceTags service;

    /**
     * All tags of the Tags element being read, in the order in which they begin: nested ones follow
     * their outer.
     */
    private final List<Draft> drafts = new ArrayList<>();

    private final Deque<Draft> open = new ArrayDeque<>();
    private final List<MediaTag> tags = new ArrayList<>();
    private MediaTag.Place place;
    private int count;

    TagReader(int maxTags, ServiceTags service) {
        this.maxTags = maxTags;
        this.service = service;
        clear();
    }

    /** To be called before each chunk. */
    void clear() {
        drafts.clear();
        open.clear();
        tags.clear();
        place = MediaTag.Place.BEFORE_CLUSTER;
        count = 0;
    }

    void clusterSeen() {
        place = MediaTag.Place.AFTER_CLUSTER;
    }

    List<MediaTag> tags() {
        return List.copyOf(tags);
    }

    @Override
    public void start(MatroskaElement element) throws MalformedException {
        if (element != MatroskaElement.SIMPLE_TAG) {
            return;
        }
        if (++count > maxTags) {
            throw MalformedException.overLimit(
                    "the chunk has too many tags", count, maxTags, "maxTags");
        }
        Draft draft = new Draft();
        drafts.add(draft);
        open.push(draft);
    }

    @Override
    public void leaf(MatroskaElement element, Payload payload) {
        if (element == MatroskaElement.TAG_NAME) {
            open.element().name = payload.text();
        } else if (element == MatroskaElement.TAG_STRING) {
            open.element().value = payload.text();
        }
    }

    @Override
    public void end(MatroskaElement element) throws MalformedException {
        if (element == MatroskaElement.SIMPLE_TAG) {
            open.pop();
        } else if (element == MatroskaElement.TAGS) {
            drafts.forEach(this::file);
            drafts.clear();
            service.endOfTags();
        }
    }

    private void file(Draft draft) {
        if (draft.name == null || draft.value == null || service.take(draft.name, draft.value)) {
            return;
        }
        tags.add(new MediaTag(draft.name, draft.value, place));
    }

    /** A tag as far as it has been read. */
    private static final class Draft {
        private String name;
        private String value;
    }
}
