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
import org.apache.flink.api.common.typeinfo.TypeInfo;

import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * One frame of a fragment: a picture, or some milliseconds of sound, as the producer coded it.
 * Immutable, and safe to share between threads and operators.
 *
 * <p>A frame that was taken out of a fragment is a view of the fragment's bytes, all of which it
 * keeps in memory; so do the frames that chained operators pass on, since the serializer's {@code
 * copy} returns the same instance. A frame that was sent to another task, or restored from state,
 * has its own bytes alone. A function that holds many frames, for example while it waits for an
 * asynchronous answer, should hold {@link #detached} ones.
 *
 * <p>Two frames are equal if stream, fragment number and index are.
 */
@PublicEvolving
@TypeInfo(MediaFrameTypeInfoFactory.class)
public final class MediaFrame {

    private final StreamId stream;
    private final FragmentNumber fragmentNumber;
    private final int index;
    private final MediaTrack track;
    private final Instant origin;
    private final long offsetNanos;
    private final long durationNanos;
    private final boolean keyFrame;
    private final byte[] bytes;
    private final int from;
    private final int length;

    /** Makes a view of a fragment's bytes. */
    MediaFrame(MediaFragment fragment, int index, MediaTrack track) {
        FrameIndex frames = fragment.index();
        this.stream = fragment.stream();
        this.fragmentNumber = fragment.fragmentNumber();
        this.index = index;
        this.track = track;
        this.origin = fragment.producerTimestamp();
        this.offsetNanos = frames.timeOffsetNanos(index);
        this.durationNanos = frames.durationNanos(index);
        this.keyFrame = frames.keyFrame(index);
        this.bytes = fragment.chunkArray();
        this.from = frames.offset(index);
        this.length = frames.length(index);
    }

    /**
     * Takes ownership of the given array; nothing is copied.
     *
     * @param index the frame's place in its fragment, from 0
     * @param duration how long the frame lasts, if that is known; not negative, and at most what
     *     fits into a {@code long} of nanoseconds
     */
    public MediaFrame(
            StreamId stream,
            FragmentNumber fragmentNumber,
            int index,
            Instant timestamp,
            Optional<Duration> duration,
            boolean keyFrame,
            MediaTrack track,
            byte[] bytes) {
        this.stream = stream;
        this.fragmentNumber = fragmentNumber;
        this.index = index;
        this.track = track;
        this.origin = timestamp;
        this.offsetNanos = 0;
        this.durationNanos = duration.map(Duration::toNanos).orElse(FrameIndex.UNKNOWN_DURATION);
        this.keyFrame = keyFrame;
        this.bytes = bytes;
        this.from = 0;
        this.length = bytes.length;
    }

    /** Returns the stream, as the user named it. */
    public StreamId stream() {
        return stream;
    }

    /** Returns the stream's name. */
    public String streamName() {
        return stream.name();
    }

    /** Returns the number of the fragment that the frame belongs to. */
    public FragmentNumber fragmentNumber() {
        return fragmentNumber;
    }

    /**
     * Returns the frame's place in its fragment, from 0: in the order of the bytes, which is the
     * order to decode in, across all tracks.
     */
    public int index() {
        return index;
    }

    /**
     * Returns the frame's track: what the frame is, and how to decode it. Frames of one fragment
     * share it. If the fragment does not declare the track, it has a number and nothing else.
     */
    public MediaTrack track() {
        return track;
    }

    /** Returns the number of the frame's track, see {@link MediaTrack#number()}. */
    public long trackNumber() {
        return track.number();
    }

    /**
     * Returns when the frame is shown or heard: the fragment's producer timestamp plus the frame's
     * offset in it. In the order of the bytes times may go back, where pictures refer to later ones
     * and where tracks take turns.
     */
    public Instant timestamp() {
        return origin.plusNanos(offsetNanos);
    }

    /** Returns how long the frame lasts, if the producer said so. */
    public Optional<Duration> duration() {
        return durationNanos < 0 ? Optional.empty() : Optional.of(Duration.ofNanos(durationNanos));
    }

    /** Returns whether the frame decodes without an earlier one, by the producer's flag. */
    public boolean keyFrame() {
        return keyFrame;
    }

    /** Returns the number of the frame's bytes. */
    public int length() {
        return length;
    }

    /**
     * Returns the frame's bytes: what the producer sent, for example length-prefixed NAL units for
     * H.264 with an avcC header. The service does not look into them.
     *
     * @return a read-only view
     * @throws IllegalStateException if the source was told that nobody needs the bytes
     */
    public ByteBuffer data() {
        return ByteBuffer.wrap(media(), from, length).slice().asReadOnlyBuffer();
    }

    /**
     * Returns the frame with a copy of its bytes, which does not keep the fragment in memory; the
     * frame itself, if it does not do so now.
     *
     * @throws IllegalStateException if the source was told that nobody needs the bytes
     */
    public MediaFrame detached() {
        if (media().length == length) {
            return this;
        }
        return new MediaFrame(
                stream,
                fragmentNumber,
                index,
                timestamp(),
                duration(),
                keyFrame,
                track,
                Arrays.copyOfRange(bytes, from, from + length));
    }

    void writeBytes(DataOutput out) throws IOException {
        out.write(media(), from, length);
    }

    private byte[] media() {
        if (from > bytes.length - length) {
            throw new IllegalStateException(
                    this
                            + " was read without its media, since the deserializer does not need them");
        }
        return bytes;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof MediaFrame that
                && index == that.index
                && fragmentNumber.equals(that.fragmentNumber)
                && stream.equals(that.stream);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * stream.hashCode() + fragmentNumber.hashCode()) + index;
    }

    @Override
    public String toString() {
        return "MediaFrame{stream="
                + stream
                + ", fragment="
                + fragmentNumber
                + ", index="
                + index
                + ", track="
                + trackNumber()
                + ", timestamp="
                + timestamp()
                + ", keyFrame="
                + keyFrame
                + ", bytes="
                + length
                + "}";
    }
}
