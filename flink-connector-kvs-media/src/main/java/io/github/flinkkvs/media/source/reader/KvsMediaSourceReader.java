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
import io.github.flinkkvs.media.source.config.SourceConfig;
import io.github.flinkkvs.media.source.config.SourceConfig.PolicyConfig;
import io.github.flinkkvs.media.source.deserializer.KvsMediaDeserializationSchema;
import io.github.flinkkvs.media.source.metrics.ReaderMetrics;
import io.github.flinkkvs.media.source.position.BadFragmentPolicy;
import io.github.flinkkvs.media.source.split.KvsMediaSplit;
import io.github.flinkkvs.media.source.split.KvsMediaSplitState;
import io.github.flinkkvs.media.source.split.StreamSelection;
import io.github.flinkkvs.media.source.split.StreamsReleased;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.source.reader.SingleThreadMultiplexSourceReaderBase;
import org.apache.flink.connector.base.source.reader.SourceReaderOptions;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.util.UserCodeClassLoader;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
                FetchedFragment, T, KvsMediaSplit, KvsMediaSplitState> {

    private static final Logger LOG = LoggerFactory.getLogger(KvsMediaSourceReader.class);

    /** More than there can be: batches of the budget, one for each stream, one for a wake-up. */
    private static final int QUEUE_CAPACITY = 10_000;

    private final ReaderServices services;
    private final StreamSelection selection;
    private final SplitOutputs<T> outputs;

    private KvsMediaSourceReader(
            ReaderServices services,
            StreamSelection selection,
            SplitOutputs<T> outputs,
            FragmentEmitter<T> emitter,
            SourceReaderContext context) {
        super(
                () -> new KvsMediaSplitReader(services),
                emitter,
                withoutQueueLimit(context.getConfiguration()),
                context);
        this.services = services;
        this.selection = selection;
        this.outputs = outputs;
    }

    /**
     * A fetcher that waits for room in Flink's queue could look after no session, and each wake-up
     * puts an empty batch there. What may lie in the queue is bounded by the budget instead.
     */
    private static Configuration withoutQueueLimit(Configuration configuration) {
        Configuration changed = new Configuration(configuration);
        changed.set(SourceReaderOptions.ELEMENT_QUEUE_CAPACITY, QUEUE_CAPACITY);
        return changed;
    }

    /** Makes a reader; called by Flink through the source, on the task thread. */
    public static <T> SourceReader<T, KvsMediaSplit> create(
            SourceConfig config,
            StreamSelection selection,
            KvsMediaDeserializationSchema<T> deserializer,
            SourceReaderContext context)
            throws Exception {
        deserializer.open(new OpenContext(context));
        ReadyQueue ready = new ReadyQueue();
        PausedSplits paused = new PausedSplits(config.maxBytesInFlight() / 2);
        SplitOutputs<T> outputs = new SplitOutputs<>(paused);
        if (selection.isBounded()) {
            outputs.ofBoundedSource();
        }
        ReleasedSplits released = new ReleasedSplits();
        KvsMediaClient client = new SdkKvsMediaClient(AwsOptions.of(config.awsOptions()));
        ReaderServices services =
                new ReaderServices(
                        client,
                        ready,
                        new ByteBudget(config.maxBytesInFlight(), ready::relieve),
                        new FixedStarts(),
                        released,
                        outputs,
                        paused,
                        new ReaderMetrics(context.metricGroup(), Clock.systemUTC()),
                        ParserLimits.defaults().withMaxChunkBytes(config.maxFragmentBytes()),
                        deserializer.needsMedia() || mayEmitBadFragments(config),
                        config.session(),
                        config.time().idleTimeout(),
                        policies(config, selection),
                        config.rates(),
                        new SplittableRandom(),
                        Clock.systemUTC(),
                        nanosFromNow());
        FragmentEmitter<T> emitter =
                new FragmentEmitter<>(
                        deserializer,
                        config.time().eventTime(),
                        outputs,
                        released,
                        new BadFragmentEmitter<>(
                                deserializer, config.policies().badFragment(), services.metrics()),
                        services.metrics());
        return new KvsMediaSourceReader<>(services, selection, outputs, emitter, context);
    }

    private static boolean mayEmitBadFragments(SourceConfig config) {
        return config.policies().badFragment() == BadFragmentPolicy.EMIT;
    }

    /** Where the search decides that a stream is gone, the error that says so is waited out. */
    private static PolicyConfig policies(SourceConfig config, StreamSelection selection) {
        boolean searchDecides =
                selection.isDiscovered()
                        && !selection.isBounded()
                        && config.discovery().isReleasing();
        return searchDecides ? config.policies().waitingForStreams() : config.policies();
    }

    /**
     * {@link System#nanoTime} may start anywhere, near an overflow, too; deadlines start at zero.
     */
    private static LongSupplier nanosFromNow() {
        long start = System.nanoTime();
        return () -> System.nanoTime() - start;
    }

    /** Takes splits, new ones and those of a checkpoint, as they are configured now. */
    @Override
    public void addSplits(List<KvsMediaSplit> splits) {
        List<KvsMediaSplit> configured = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        for (KvsMediaSplit split : splits) {
            selection
                    .reconcile(split)
                    .ifPresentOrElse(
                            configured::add,
                            () -> {
                                refused.add(split.splitId());
                                LOG.info("stream={} is not read any more", split.stream());
                            });
        }
        List<KvsMediaSplit> readable = services.released().assign(configured);
        super.addSplits(readable);
        outputs.refused(refused);
        outputs.added(readable.stream().map(KvsMediaSplit::splitId).toList());
    }

    @Override
    public void handleSourceEvents(SourceEvent event) {
        if (event instanceof StreamsReleased released) {
            LOG.info("Releasing {}", released.splitIds());
            services.released().release(released.splitIds());
            services.ready().wakeUp();
        } else {
            super.handleSourceEvents(event);
        }
    }

    @Override
    public List<KvsMediaSplit> snapshotState(long checkpointId) {
        return services.released().snapshot(super.snapshotState(checkpointId));
    }

    @Override
    public InputStatus pollNext(ReaderOutput<T> output) throws Exception {
        outputs.attach(output);
        InputStatus status = super.pollNext(output);
        if (status == InputStatus.END_OF_INPUT) {
            outputs.ended();
        }
        return status;
    }

    /** The fetcher comes back with a batch, be it empty, in which resumed fragments find place. */
    @Override
    public void pauseOrResumeSplits(
            Collection<String> splitsToPause, Collection<String> splitsToResume) {
        services.paused().pauseOrResume(splitsToPause, splitsToResume);
        super.pauseOrResumeSplits(splitsToPause, splitsToResume);
        services.ready().wakeUp();
    }

    @Override
    protected void onSplitFinished(Map<String, KvsMediaSplitState> finishedSplits) {
        Set<String> finished = finishedSplits.keySet();
        finished.forEach(services.fixedStarts()::forget);
        finished.forEach(services.metrics()::release);
        List<KvsMediaSplit> back = services.released().finished(finished);
        if (!back.isEmpty()) {
            super.addSplits(back);
            outputs.awake(back.stream().map(KvsMediaSplit::splitId).collect(Collectors.toSet()));
        }
    }

    @Override
    protected KvsMediaSplitState initializedState(KvsMediaSplit split) {
        return new KvsMediaSplitState(split);
    }

    @Override
    protected KvsMediaSplit toSplitType(String splitId, KvsMediaSplitState state) {
        FixedStarts fixed = services.fixedStarts();
        KvsMediaSplit split = state.toSplit(fixed.applyTo(splitId, state.position()));
        return split.until(fixed.stopOf(splitId, split.stop()));
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
