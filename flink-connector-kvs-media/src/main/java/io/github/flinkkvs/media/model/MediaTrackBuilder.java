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

import java.math.BigInteger;
import java.time.Duration;
import java.util.Objects;

/** Collects what is known of a {@link MediaTrack}. Only the number is required. */
public final class MediaTrackBuilder {

    long number;
    BigInteger uid;
    MediaTrackType type = MediaTrackType.UNKNOWN;
    String codecId = "";
    String name;
    String language;
    byte[] codecPrivate = {};
    Duration defaultDuration;
    MediaTrack.Video video;
    MediaTrack.Audio audio;

    MediaTrackBuilder() {}

    /** The number by which frames name the track; from 1. */
    public MediaTrackBuilder number(long number) {
        this.number = number;
        return this;
    }

    /** An unsigned 64-bit value. */
    public MediaTrackBuilder uid(BigInteger uid) {
        if (uid != null && (uid.signum() < 0 || uid.bitLength() > Long.SIZE)) {
            throw new IllegalArgumentException("uid must be an unsigned 64-bit value: " + uid);
        }
        this.uid = uid;
        return this;
    }

    public MediaTrackBuilder type(MediaTrackType type) {
        this.type = Objects.requireNonNull(type, "type");
        return this;
    }

    public MediaTrackBuilder codecId(String codecId) {
        this.codecId = Objects.requireNonNull(codecId, "codecId");
        return this;
    }

    public MediaTrackBuilder name(String name) {
        this.name = name;
        return this;
    }

    public MediaTrackBuilder language(String language) {
        this.language = language;
        return this;
    }

    public MediaTrackBuilder codecPrivate(byte[] codecPrivate) {
        this.codecPrivate = codecPrivate.clone();
        return this;
    }

    /** At most what fits into a {@code long} of nanoseconds. */
    public MediaTrackBuilder defaultDuration(Duration defaultDuration) {
        this.defaultDuration = defaultDuration;
        return this;
    }

    public MediaTrackBuilder video(MediaTrack.Video video) {
        this.video = video;
        return this;
    }

    public MediaTrackBuilder audio(MediaTrack.Audio audio) {
        this.audio = audio;
        return this;
    }

    public MediaTrack build() {
        if (number < 1) {
            throw new IllegalArgumentException("A track's number starts from 1, not " + number);
        }
        return new MediaTrack(this);
    }
}
