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

package io.github.flinkkvs.emulator.limits;

import java.util.Locale;

/** An operation of the service that some limit speaks of. */
public enum Operation {
    CREATE_STREAM,
    DELETE_STREAM,
    DESCRIBE_STREAM,
    LIST_STREAMS,
    UPDATE_DATA_RETENTION,
    TAG_STREAM,
    UNTAG_STREAM,
    LIST_TAGS_FOR_STREAM,
    GET_DATA_ENDPOINT,
    PUT_MEDIA,
    GET_MEDIA,
    LIST_FRAGMENTS,
    GET_MEDIA_FOR_FRAGMENT_LIST;

    private final String wireName;

    Operation() {
        StringBuilder name = new StringBuilder();
        for (String word : name().split("_", -1)) {
            name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        this.wireName = name.toString();
    }

    /** The name in the service's models and messages, such as {@code GetMedia}. */
    public String wireName() {
        return wireName;
    }

    /** The name on a command line, such as {@code get-media}. */
    String optionName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
