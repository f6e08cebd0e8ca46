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

import java.util.OptionalLong;

/**
 * One line of the answer to an upload.
 *
 * <p>Members are named and spelled as on the wire of the real service, which is not how its guide
 * spells them.
 *
 * @param timecode of the fragment in milliseconds as its producer counts them; empty where no
 *     fragment is meant
 * @param fragmentNumber empty where no fragment has one
 * @param error null unless the type is {@link Type#ERROR}
 */
public record Ack(Type type, OptionalLong timecode, String fragmentNumber, AckError error) {

    /** What an ack says. */
    public enum Type {
        /** The first bytes of a fragment came. */
        BUFFERING,
        /** A fragment is whole. */
        RECEIVED,
        /** A fragment is stored. */
        PERSISTED,
        /** The upload is over; what was not acked as received before is lost. */
        ERROR,
        /** Nothing comes, but the upload goes on. */
        IDLE
    }

    static Ack of(Type type, long timecode, String fragmentNumber) {
        return new Ack(type, OptionalLong.of(timecode), fragmentNumber, null);
    }

    public static Ack idle() {
        return new Ack(Type.IDLE, OptionalLong.empty(), "", null);
    }

    /** One JSON object and the newline without which clients do not see it. */
    public String line() {
        StringBuilder json = new StringBuilder(160);
        json.append("{\"EventType\":\"").append(type).append('"');
        timecode.ifPresent(millis -> json.append(",\"FragmentTimecode\":").append(millis));
        if (!fragmentNumber.isEmpty()) {
            json.append(",\"FragmentNumber\":\"").append(fragmentNumber).append('"');
        }
        if (error != null) {
            json.append(",\"ErrorCode\":\"").append(error).append("\",\"ErrorId\":");
            json.append(error.id());
        }
        return json.append("}\n").toString();
    }
}
