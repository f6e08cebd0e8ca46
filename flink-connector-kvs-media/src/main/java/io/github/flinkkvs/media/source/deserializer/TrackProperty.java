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

package io.github.flinkkvs.media.source.deserializer;

import io.github.flinkkvs.media.model.MediaTrack;

import java.io.Serializable;

/** By what a {@link TrackRule} tells tracks apart. */
enum TrackProperty {
    NUMBER("track number"),
    NAME("track name"),
    TYPE("track type"),
    CODEC_ID("codec id");

    private final String text;

    TrackProperty(String text) {
        this.text = text;
    }

    /** Returns what a track has; empty text for none. */
    Serializable of(MediaTrack track) {
        return switch (this) {
            case NUMBER -> track.number();
            case NAME -> track.name().orElse("");
            case TYPE -> track.type();
            case CODEC_ID -> track.codecId();
        };
    }

    boolean isPossible(Serializable value) {
        return switch (this) {
            case NUMBER -> (long) value >= 1;
            case NAME, CODEC_ID -> !((String) value).isBlank();
            case TYPE -> true;
        };
    }

    @Override
    public String toString() {
        return text;
    }
}
