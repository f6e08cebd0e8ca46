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

import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.util.Collector;

import java.time.Instant;

/**
 * Takes the records of one fragment. Task thread only, and only until the call that handed it out
 * returns.
 *
 * @param <T> the type of the records
 */
@PublicEvolving
public interface RecordOutput<T> extends Collector<T> {

    /** Emits a record with the fragment's event time. */
    @Override
    void collect(T element);

    /**
     * Emits a record with a time of its own, for example that of a frame. Flink keeps its
     * milliseconds.
     */
    void collect(T element, Instant eventTime);

    /** Does nothing: the source knows when a fragment's records are complete. */
    @Override
    default void close() {}
}
