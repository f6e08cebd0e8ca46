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

import io.github.flinkkvs.media.client.KvsMediaClient;
import io.github.flinkkvs.media.mkv.ChunkAssembler;
import io.github.flinkkvs.media.mkv.ParserLimits;
import io.github.flinkkvs.media.source.config.SourceConfig.PolicyConfig;
import io.github.flinkkvs.media.source.config.SourceConfig.RateConfig;
import io.github.flinkkvs.media.source.config.SourceConfig.SessionConfig;
import io.github.flinkkvs.media.source.metrics.ReaderMetrics;

import java.time.Clock;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * What all streams of a reader share. Lives as long as the source reader; Flink closes and makes
 * anew the split reader above it when a reader runs out of splits.
 *
 * @param keepsMedia whether fragments are to have their bytes
 * @param nanoTime a clock that only grows, from zero or so; any thread
 */
record ReaderServices(
        KvsMediaClient client,
        ReadyQueue ready,
        ByteBudget budget,
        FixedStarts fixedStarts,
        ReleasedSplits released,
        SplitActivityListener activity,
        PausedSplits paused,
        ReaderMetrics metrics,
        ParserLimits limits,
        boolean keepsMedia,
        SessionConfig sessionConfig,
        Duration idleTimeout,
        PolicyConfig policies,
        RateConfig rates,
        RandomGenerator random,
        Clock clock,
        LongSupplier nanoTime) {

    ChunkAssembler newAssembler() {
        return keepsMedia ? new ChunkAssembler(limits) : ChunkAssembler.withoutMedia(limits);
    }
}
