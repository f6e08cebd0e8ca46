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

    /** Of how many tags the texts are kept for the next chunk, which is likely to have the same. */
    private static final int REMEMBERED_TAGS = 32;

    private final int maxTags;
    private final ServiceTags service;

    /**
     * The chunk's tags, in the order in which they begin (nested ones follow their outer), and then
     * what is left of those of chunks before.
     */
    private final List<Draft> drafts = new ArrayList<>();

    private final Deque<Draft> open = new ArrayDeque<>();
    private final List<MediaTag> tags = new ArrayList<>();
    private MediaTag.Place place;

    /** How many tags have begun, and how many stood in Tags elements that have ended. */
    private int count;

    private int filed;

    TagReader(int maxTags, ServiceTags service) {
        this.maxTags = maxTags;
        this.service = service;
        clear();
    }

    /** To be called before each chunk. */
    void clear() {
        for (; filed < count; filed++) {
            drafts.get(filed).forgetLongTexts();
        }
        if (drafts.size() > REMEMBERED_TAGS) {
            drafts.subList(REMEMBERED_TAGS, drafts.size()).clear();
        }
        open.clear();
        tags.clear();
        place = MediaTag.Place.BEFORE_CLUSTER;
        count = 0;
        filed = 0;
    }

    void clusterSeen() {
        place = MediaTag.Place.AFTER_CLUSTER;
    }

    List<MediaTag> tags() {
        return tags.isEmpty() ? List.of() : List.copyOf(tags);
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
        if (count > drafts.size()) {
            drafts.add(new Draft());
        }
        Draft draft = drafts.get(count - 1);
        draft.begin();
        open.push(draft);
    }

    @Override
    public void leaf(MatroskaElement element, Payload payload) {
        if (element == MatroskaElement.TAG_NAME) {
            open.element().name(payload);
        } else if (element == MatroskaElement.TAG_STRING) {
            open.element().value(payload);
        }
    }

    @Override
    public void end(MatroskaElement element) throws MalformedException {
        if (element == MatroskaElement.SIMPLE_TAG) {
            open.pop();
        } else if (element == MatroskaElement.TAGS) {
            for (; filed < count; filed++) {
                file(drafts.get(filed));
            }
            service.endOfTags();
        }
    }

    private void file(Draft draft) {
        if (draft.isWhole() && !service.take(draft.name, draft.value)) {
            tags.add(draft.tag(place));
        }
        draft.forgetLongTexts();
    }

    /** A tag as far as it has been read; its texts are those of a chunk before until they are. */
    private static final class Draft {
        private final RepeatedText value = new RepeatedText();
        private String name = "";
        private boolean hasName;
        private boolean hasValue;
        private MediaTag lastTag;

        void begin() {
            hasName = false;
            hasValue = false;
        }

        void name(Payload payload) {
            name = payload.text(name);
            hasName = true;
        }

        void value(Payload payload) {
            value.read(payload);
            hasValue = true;
        }

        boolean isWhole() {
            return hasName && hasValue;
        }

        MediaTag tag(MediaTag.Place place) {
            if (lastTag == null
                    || lastTag.place() != place
                    || !lastTag.name().equals(name)
                    || !lastTag.value().contentEquals(value)) {
                lastTag = new MediaTag(name, value.toString(), place);
            }
            return lastTag;
        }

        void forgetLongTexts() {
            if (name.length() + value.length() > RepeatedText.MAX_LENGTH) {
                name = "";
                value.clear();
                lastTag = null;
            }
        }
    }
}
