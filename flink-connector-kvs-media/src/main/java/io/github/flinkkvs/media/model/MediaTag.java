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

package io.github.flinkkvs.media.model;

import java.util.Objects;

/**
 * A name and value that the producer, or the user through it, put beside the media.
 *
 * <p>The same name may occur several times in one fragment.
 */
public record MediaTag(String name, String value, Place place) {

    public MediaTag {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(place, "place");
    }

    /**
     * Where in the fragment the tag stands.
     *
     * <p>The service files what a producer sends between two clusters at the end of the former
     * one's fragment.
     */
    public enum Place {
        BEFORE_CLUSTER,
        AFTER_CLUSTER
    }
}
