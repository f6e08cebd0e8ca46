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

/** What a track carries, after Matroska's TrackType. */
public enum MediaTrackType {
    VIDEO(0x01),
    AUDIO(0x02),
    COMPLEX(0x03),
    LOGO(0x10),
    SUBTITLE(0x11),
    BUTTONS(0x12),
    CONTROL(0x20),
    METADATA(0x21),
    /** A type this version has no name for, or none given. */
    UNKNOWN(0);

    private final int code;

    MediaTrackType(int code) {
        this.code = code;
    }

    /** The type with this Matroska code; {@link #UNKNOWN} where no other has it. */
    public static MediaTrackType ofCode(long matroskaCode) {
        for (MediaTrackType type : values()) {
            if (type.code == matroskaCode) {
                return type;
            }
        }
        return UNKNOWN;
    }

    public int code() {
        return code;
    }
}
