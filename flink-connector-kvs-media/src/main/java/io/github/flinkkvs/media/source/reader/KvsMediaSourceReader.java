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

import io.github.flinkkvs.media.client.AwsOptions;
import io.github.flinkkvs.media.client.KvsMediaClient;
import io.github.flinkkvs.media.client.SdkKvsMediaClient;
import io.github.flinkkvs.media.mkv.ParserLimits;
import io.github.flinkkvs.media.model.MediaFragment;
import io.github.flinkkvs.media.source.config.SourceConfig;
import io.github.flinkkvs.media.source.deserializer.KvsMediaDeserializationSchema;
import io.github.flinkkvs.media.source.metrics.ReaderMetrics;
import io.github.flinkkvs.media.source.position.StopPosition;
import io.github.flinkkvs.media.source.split.KvsMediaSplit;
import io.github.flinkkvs.media.source.split.KvsMediaSplitState;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.base.source.reader.SingleThreadMultiplexSourceReaderBase;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.util.UserCodeClassLoader;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * The reader of one subtask. Owns what its streams share (client, budget, metrics), and the split
 * states, which move on the task thread when a record is emitted.
 */
@Internal
public final class KvsMediaSourceReader<T>
        extends SingleThreadMultiplexSourceReaderBase<
                MediaFragment, T, KvsMediaSplit, KvsMediaSplitState> {

    private final ReaderServices services;
    private final StopPosition stop;

    private KvsMediaSourceReader(
            ReaderServices services,
            StopPosition stop,
            KvsMediaDeserializationSchema<T> deserializer,
            SourceReaderContext context) {
        super(
                () -> new KvsMediaSplitReader(services, nanosFromNow()),
                new FragmentEmitter<>(deserializer, services.metrics()),
                context.getConfiguration(),
                context);
        this.services = services;
        this.stop = stop;
    }

    /** Makes a reader; called by Flink through the source, on the task thread. */
    public static <T> SourceReader<T, KvsMediaSplit> create(
            SourceConfig config,
            StopPosition stop,
            KvsMediaDeserializationSchema<T> deserializer,
            SourceReaderContext context)
            throws Exception {
        deserializer.open(new OpenContext(context));
        ReadyQueue ready = new ReadyQueue();
        KvsMediaClient client = new SdkKvsMediaClient(AwsOptions.of(config.awsOptions()));
        ReaderServices services =
                new ReaderServices(
                        client,
                        ready,
                        new ByteBudget(config.maxBytesInFlight(), ready::wakeUp),
                        new FixedStarts(),
                        new ReaderMetrics(context.metricGroup()),
                        ParserLimits.defaults().withMaxChunkBytes(config.maxFragmentBytes()),
                        config.session(),
                        new SplittableRandom(),
                        Clock.systemUTC());
        return new KvsMediaSourceReader<>(services, stop, deserializer, context);
    }

    /**
     * {@link System#nanoTime} may start anywhere, near an overflow, too; deadlines start at zero.
     */
    private static LongSupplier nanosFromNow() {
        long start = System.nanoTime();
        return () -> System.nanoTime() - start;
    }

    /**
     * Takes splits, new and restored ones. Where reading ends is configuration, not progress: a job
     * that is restored with another stop position ends there, whatever the saved splits say.
     */
    @Override
    public void addSplits(List<KvsMediaSplit> splits) {
        super.addSplits(
                splits.stream().map(split -> split.stoppingAt(stop)).collect(Collectors.toList()));
    }

    @Override
    protected void onSplitFinished(Map<String, KvsMediaSplitState> finishedSplits) {}

    @Override
    protected KvsMediaSplitState initializedState(KvsMediaSplit split) {
        return new KvsMediaSplitState(split);
    }

    @Override
    protected KvsMediaSplit toSplitType(String splitId, KvsMediaSplitState state) {
        return state.toSplit(services.fixedStarts().applyTo(splitId, state.position()));
    }

    @Override
    public void close() throws Exception {
        try {
            super.close();
        } finally {
            services.client().close();
        }
    }

    /** What a deserializer may use of the reader. */
    private static final class OpenContext implements DeserializationSchema.InitializationContext {

        private final SourceReaderContext context;

        OpenContext(SourceReaderContext context) {
            this.context = context;
        }

        @Override
        public MetricGroup getMetricGroup() {
            return context.metricGroup().addGroup("deserializer");
        }

        @Override
        public UserCodeClassLoader getUserCodeClassLoader() {
            return context.getUserCodeClassLoader();
        }
    }
}
