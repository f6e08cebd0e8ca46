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

import io.github.flinkkvs.media.model.BadFragment;
import io.github.flinkkvs.media.model.MediaFragment;
import io.github.flinkkvs.media.model.MediaFrame;

import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;

import java.io.IOException;
import java.io.Serializable;

/**
 * Makes records of a fragment: none, one or many.
 *
 * <p>All records of a fragment and the position behind it belong together: a checkpoint holds
 * either all of them or none. Runs on the task thread.
 *
 * @param <T> the type of the records
 */
@PublicEvolving
public interface KvsMediaDeserializationSchema<T> extends Serializable, ResultTypeQueryable<T> {

    /** Fragments as they are. */
    static KvsMediaDeserializationSchema<MediaFragment> fragments() {
        return new FragmentDeserializationSchema();
    }

    /** Frames, all of them; see {@link #frames(FrameFilter)}. */
    static KvsMediaDeserializationSchema<MediaFrame> frames() {
        return frames(FrameFilter.allFrames());
    }

    /**
     * Frames that pass a filter, in the order of the fragment's bytes. A frame's event time is its
     * own, {@link MediaFrame#timestamp}, whatever {@code source.event-time} says of fragments.
     *
     * <p>What only the fragment tells, such as its tags, is with {@link #fragments} and {@link
     * MediaFragment#frames}.
     */
    static KvsMediaDeserializationSchema<MediaFrame> frames(FrameFilter filter) {
        return new FrameDeserializationSchema(filter);
    }

    /**
     * Prepares for records; called once before the first.
     *
     * @param context metrics and the user code's class loader
     */
    default void open(DeserializationSchema.InitializationContext context) throws Exception {}

    /**
     * Makes records of one fragment. They have the fragment's event time, which the option {@code
     * source.event-time} chooses, unless they are collected with a time of their own.
     *
     * <p>An exception, of whatever kind, makes the fragment a bad one, which fails the job unless
     * {@code source.bad-fragment} says otherwise. What was collected before it has gone to the job.
     *
     * @throws IOException if no records can be made of it; the source adds stream and fragment
     */
    void deserialize(MediaFragment fragment, RecordOutput<T> out) throws IOException;

    /**
     * Makes records of a fragment that was stepped over; called with {@code source.bad-fragment}
     * set to EMIT only. They carry the fragment's producer timestamp as event time, if it is known.
     * See {@link BadFragments#beside} for a ready-made way.
     *
     * @throws IOException to fail the job
     */
    default void deserializeBad(BadFragment bad, RecordOutput<T> out) throws IOException {
        throw new UnsupportedOperationException(getClass().getName() + " takes no bad fragments");
    }

    /**
     * Returns whether {@link #deserialize} looks at bytes of media, which are those of {@link
     * MediaFragment#chunk} and of {@link MediaFrame#data}. If not, they are passed over as they
     * arrive, and asking for them is an {@link IllegalStateException}; all else is read as ever.
     * Bytes that {@code source.bad-fragment} set to EMIT may want are kept all the same.
     */
    default boolean needsMedia() {
        return true;
    }

    /** Returns whether {@link #deserializeBad} makes records; EMIT is refused otherwise. */
    default boolean acceptsBadFragments() {
        return false;
    }
}
