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

import org.apache.flink.annotation.PublicEvolving;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One frame of a fragment: a view that holds no bytes of its own and keeps its fragment alive.
 *
 * <p>The bytes are what the producer sent, for example length-prefixed NAL units for H.264 with an
 * avcC header; the service does not look into them.
 */
@PublicEvolving
public final class MediaFrame {

    private final MediaFragment fragment;
    private final int index;

    MediaFrame(MediaFragment fragment, int index) {
        this.fragment = fragment;
        this.index = index;
    }

    /** Returns the fragment that the frame belongs to. */
    public MediaFragment fragment() {
        return fragment;
    }

    /** Returns the frame's place in its fragment, from 0. */
    public int index() {
        return index;
    }

    /** Returns the number of the frame's track, see {@link MediaTrack#number()}. */
    public long trackNumber() {
        return fragment.index().trackNumber(index);
    }

    /**
     * Returns the frame's time: the fragment's producer timestamp plus the frame's offset in it.
     */
    public Instant timestamp() {
        return fragment.producerTimestamp().plusNanos(fragment.index().timeOffsetNanos(index));
    }

    /** Returns how long the frame lasts, if the producer said so. */
    public Optional<Duration> duration() {
        long nanos = fragment.index().durationNanos(index);
        return nanos < 0 ? Optional.empty() : Optional.of(Duration.ofNanos(nanos));
    }

    /** Returns whether the frame decodes without an earlier one, by the producer's flag. */
    public boolean keyFrame() {
        return fragment.index().keyFrame(index);
    }

    /**
     * Returns the frame's bytes.
     *
     * @return a read-only view of the fragment's bytes
     * @throws IllegalStateException if the source was told that nobody needs the bytes
     */
    public ByteBuffer data() {
        return fragment.frameBytes(index);
    }

    @Override
    public String toString() {
        return "MediaFrame{stream="
                + fragment.stream()
                + ", fragment="
                + fragment.fragmentNumber()
                + ", index="
                + index
                + ", track="
                + trackNumber()
                + ", timestamp="
                + timestamp()
                + ", keyFrame="
                + keyFrame()
                + ", bytes="
                + fragment.index().length(index)
                + "}";
    }
}
