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

import org.apache.flink.annotation.Internal;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.common.typeinfo.TypeInfo;

import javax.annotation.Nullable;

import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A fragment that was stepped over: its bytes could not be read, or no records could be made of it.
 * What there is of it, for a side output. Immutable.
 *
 * <p>Of a fragment that cannot be read, the bytes end where reading did: before the element that is
 * wrong or claims too much, or at the largest size that is accepted. Of one that the deserializer
 * threw at, they are the whole chunk.
 */
@PublicEvolving
@TypeInfo(BadFragmentTypeInfoFactory.class)
public final class BadFragment {

    private static final int OBJECT_BYTES = 256;

    private final StreamId stream;
    private final FragmentNumber fragmentNumber;
    @Nullable private final Instant producerTimestamp;
    @Nullable private final Instant serverTimestamp;
    private final String reason;
    private final long errorOffset;
    private final byte[] bytes;
    private final int length;

    private BadFragment(
            StreamId stream,
            FragmentNumber fragmentNumber,
            @Nullable Instant producerTimestamp,
            @Nullable Instant serverTimestamp,
            String reason,
            long errorOffset,
            byte[] bytes,
            int length) {
        this.stream = stream;
        this.fragmentNumber = fragmentNumber;
        this.producerTimestamp = producerTimestamp;
        this.serverTimestamp = serverTimestamp;
        this.reason = reason;
        this.errorOffset = errorOffset;
        this.bytes = bytes;
        this.length = length;
    }

    /**
     * Makes one of bytes that could not be read on. Takes ownership of the array.
     *
     * @param errorOffset where in the fragment the unreadable element begins; negative if unknown
     */
    public static BadFragment unreadable(
            StreamId stream,
            FragmentNumber fragmentNumber,
            Optional<Instant> producerTimestamp,
            Optional<Instant> serverTimestamp,
            String reason,
            long errorOffset,
            byte[] bytes) {
        return new BadFragment(
                stream,
                fragmentNumber,
                producerTimestamp.orElse(null),
                serverTimestamp.orElse(null),
                reason,
                errorOffset,
                bytes,
                bytes.length);
    }

    /** Makes one of a fragment that was read, and of which no records could be made. */
    public static BadFragment notDeserialized(MediaFragment fragment, String reason) {
        return new BadFragment(
                fragment.stream(),
                fragment.fragmentNumber(),
                fragment.producerTimestamp(),
                fragment.serverTimestamp(),
                reason,
                -1,
                fragment.chunkArray(),
                fragment.keptLength());
    }

    /** Returns the stream, as the user named it. */
    public StreamId stream() {
        return stream;
    }

    /** Returns the fragment's number, by which the archive's API gives it out. */
    public FragmentNumber fragmentNumber() {
        return fragmentNumber;
    }

    /** Returns the producer's time of the fragment's first frame, if it could be read. */
    public Optional<Instant> producerTimestamp() {
        return Optional.ofNullable(producerTimestamp);
    }

    /** Returns the instant when the service began to receive the fragment, if it could be read. */
    public Optional<Instant> serverTimestamp() {
        return Optional.ofNullable(serverTimestamp);
    }

    /** Returns what is wrong, for people: the place, the value seen, the limit. */
    public String reason() {
        return reason;
    }

    /**
     * Returns where in the fragment the element begins that could not be read; empty if all of it
     * could be read and the deserializer threw.
     */
    public OptionalLong errorOffset() {
        return errorOffset < 0 ? OptionalLong.empty() : OptionalLong.of(errorOffset);
    }

    /**
     * Returns the bytes as they were received, as far as they were read.
     *
     * @return a read-only view
     */
    public ByteBuffer bytes() {
        return ByteBuffer.wrap(bytes, 0, length).asReadOnlyBuffer();
    }

    /** Returns about how much memory this holds. */
    @Internal
    public long retainedBytes() {
        return bytes.length + OBJECT_BYTES + 2L * reason.length();
    }

    void writeBytes(DataOutput out) throws IOException {
        out.writeInt(length);
        out.write(bytes, 0, length);
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof BadFragment
                && stream.equals(((BadFragment) o).stream)
                && fragmentNumber.equals(((BadFragment) o).fragmentNumber);
    }

    @Override
    public int hashCode() {
        return Objects.hash(stream, fragmentNumber);
    }

    @Override
    public String toString() {
        return "BadFragment{stream="
                + stream
                + ", fragmentNumber="
                + fragmentNumber
                + ", bytes="
                + length
                + ", reason="
                + reason
                + "}";
    }
}
