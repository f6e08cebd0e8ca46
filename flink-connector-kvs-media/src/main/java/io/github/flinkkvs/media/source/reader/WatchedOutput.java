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

import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.SourceOutput;

import javax.annotation.Nullable;

/**
 * Remembers that the operators behind an output failed. With chaining they run inside of {@code
 * collect}, and their failure must never pass for one of the deserializer, which may be tolerated.
 * Task thread.
 */
final class WatchedOutput<T> implements SourceOutput<T> {

    private final SourceOutput<T> output;
    @Nullable private RuntimeException failure;

    WatchedOutput(SourceOutput<T> output) {
        this.output = output;
    }

    @Override
    public void collect(T record) {
        try {
            output.collect(record);
        } catch (RuntimeException e) {
            failure = e;
            throw e;
        }
    }

    @Override
    public void collect(T record, long timestamp) {
        try {
            output.collect(record, timestamp);
        } catch (RuntimeException e) {
            failure = e;
            throw e;
        }
    }

    /** Throws what the operators behind threw, if they did. */
    void throwIfItFailed() {
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public void emitWatermark(Watermark watermark) {
        output.emitWatermark(watermark);
    }

    @Override
    public void markIdle() {
        output.markIdle();
    }

    @Override
    public void markActive() {
        output.markActive();
    }
}
