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

package io.github.flinkkvs.media.source.reader;

import io.github.flinkkvs.media.source.deserializer.RecordOutput;

import org.apache.flink.api.connector.source.SourceOutput;

import javax.annotation.Nullable;

import java.time.Instant;

/**
 * Takes the records of one fragment: with its time, or their own. Task thread.
 *
 * <p>Remembers that the operators behind failed. With chaining they run inside of {@code collect},
 * and their failure must never pass for one of the deserializer, which may be tolerated.
 */
final class FragmentOutput<T> implements RecordOutput<T> {

    private final SourceOutput<T> output;
    private final Instant fragmentTime;
    @Nullable private RuntimeException failure;

    FragmentOutput(SourceOutput<T> output, Instant fragmentTime) {
        this.output = output;
        this.fragmentTime = fragmentTime;
    }

    @Override
    public void collect(T element) {
        collect(element, fragmentTime);
    }

    @Override
    public void collect(T element, Instant eventTime) {
        try {
            output.collect(element, eventTime.toEpochMilli());
        } catch (RuntimeException e) {
            failure = e;
            throw e;
        }
    }

    /** Throws what the operators behind threw, if they did. */
    void throwIfOperatorsFailed() {
        if (failure != null) {
            throw failure;
        }
    }
}
