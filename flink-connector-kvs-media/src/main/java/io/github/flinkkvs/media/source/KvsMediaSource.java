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

package io.github.flinkkvs.media.source;

import io.github.flinkkvs.media.client.AwsOptions;
import io.github.flinkkvs.media.client.SdkKvsMediaClient;
import io.github.flinkkvs.media.lineage.SourceLineage;
import io.github.flinkkvs.media.source.config.SourceConfig;
import io.github.flinkkvs.media.source.deserializer.KvsMediaDeserializationSchema;
import io.github.flinkkvs.media.source.enumerator.KvsMediaEnumeratorState;
import io.github.flinkkvs.media.source.enumerator.KvsMediaEnumeratorStateSerializer;
import io.github.flinkkvs.media.source.enumerator.KvsMediaSourceEnumerator;
import io.github.flinkkvs.media.source.enumerator.KvsMediaSplitAssigner;
import io.github.flinkkvs.media.source.enumerator.StopLookup;
import io.github.flinkkvs.media.source.reader.KvsMediaSourceReader;
import io.github.flinkkvs.media.source.split.KvsMediaSplit;
import io.github.flinkkvs.media.source.split.KvsMediaSplitSerializer;
import io.github.flinkkvs.media.source.split.StreamSelection;
import io.github.flinkkvs.media.source.subscriber.ListedStreams;
import io.github.flinkkvs.media.source.subscriber.StreamSearch;
import io.github.flinkkvs.media.source.subscriber.StreamSubscription;

import org.apache.flink.annotation.Internal;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.lineage.LineageVertex;
import org.apache.flink.streaming.api.lineage.LineageVertexProvider;

import java.time.Clock;
import java.util.Optional;

/**
 * Reads Amazon Kinesis Video Streams through GetMedia: each fragment that the service delivers
 * between start and stop reaches the job's output once, in order per stream.
 *
 * <pre>{@code
 * KvsMediaSource<MediaFragment> source =
 *         KvsMediaSource.<MediaFragment>builder()
 *                 .setStreams("camera-1", "camera-2")
 *                 .setRegion("eu-central-1")
 *                 .setStartPosition(StartPosition.earliest())
 *                 .setDeserializer(KvsMediaDeserializationSchema.fragments())
 *                 .build();
 * DataStream<MediaFragment> fragments =
 *         env.fromSource(source, WatermarkStrategy.noWatermarks(), "cameras");
 * }</pre>
 *
 * <p>Immutable and serializable. Event time is the fragment's producer timestamp, unless {@link
 * KvsMediaSourceOptions#EVENT_TIME} says otherwise.
 *
 * @param <OUT> the type of the records
 */
@PublicEvolving
public final class KvsMediaSource<OUT>
        implements Source<OUT, KvsMediaSplit, KvsMediaEnumeratorState>,
                ResultTypeQueryable<OUT>,
                LineageVertexProvider {

    private static final long serialVersionUID = 1L;

    private final StreamSelection selection;
    private final SourceConfig config;
    private final KvsMediaSplitAssigner assigner;
    private final KvsMediaDeserializationSchema<OUT> deserializer;

    KvsMediaSource(
            StreamSelection selection,
            SourceConfig config,
            KvsMediaSplitAssigner assigner,
            KvsMediaDeserializationSchema<OUT> deserializer) {
        this.selection = selection;
        this.config = config;
        this.assigner = assigner;
        this.deserializer = deserializer;
    }

    /** Starts a new source. */
    public static <OUT> KvsMediaSourceBuilder<OUT> builder() {
        return new KvsMediaSourceBuilder<>();
    }

    @Override
    public Boundedness getBoundedness() {
        return selection.isBounded() ? Boundedness.BOUNDED : Boundedness.CONTINUOUS_UNBOUNDED;
    }

    @Internal
    @Override
    public SourceReader<OUT, KvsMediaSplit> createReader(SourceReaderContext context)
            throws Exception {
        return KvsMediaSourceReader.create(config, selection, deserializer, context);
    }

    @Internal
    @Override
    public SplitEnumerator<KvsMediaSplit, KvsMediaEnumeratorState> createEnumerator(
            SplitEnumeratorContext<KvsMediaSplit> context) {
        return restoreEnumerator(context, KvsMediaEnumeratorState.NEW);
    }

    @Internal
    @Override
    public SplitEnumerator<KvsMediaSplit, KvsMediaEnumeratorState> restoreEnumerator(
            SplitEnumeratorContext<KvsMediaSplit> context, KvsMediaEnumeratorState state) {
        StreamSearch search =
                new ListedStreams(
                        selection.subscription(),
                        () -> new SdkKvsMediaClient(AwsOptions.of(config.awsOptions())),
                        config.discovery().maxTagAge(),
                        Clock.systemUTC());
        StopLookup stopLookup =
                new StopLookup(
                        () -> new SdkKvsMediaClient(AwsOptions.of(config.awsOptions())),
                        config.policies().streamNotFound(),
                        Clock.systemUTC());
        return new KvsMediaSourceEnumerator(
                context,
                selection,
                assigner,
                search,
                stopLookup,
                config.discovery(),
                Clock.systemUTC(),
                state);
    }

    @Internal
    @Override
    public SimpleVersionedSerializer<KvsMediaSplit> getSplitSerializer() {
        return KvsMediaSplitSerializer.INSTANCE;
    }

    @Internal
    @Override
    public SimpleVersionedSerializer<KvsMediaEnumeratorState> getEnumeratorCheckpointSerializer() {
        return KvsMediaEnumeratorStateSerializer.INSTANCE;
    }

    @Override
    public TypeInformation<OUT> getProducedType() {
        return deserializer.getProducedType();
    }

    /** Tells which streams of which region are read; holds no {@code aws.*} option but these. */
    @Override
    public LineageVertex getLineageVertex() {
        AwsOptions aws = AwsOptions.of(config.awsOptions());
        Optional<String> region = aws.get(AwsOptions.REGION);
        Optional<String> endpoint = aws.get(AwsOptions.ENDPOINT);
        StreamSubscription streams = selection.subscription();
        return streams.isDiscovered()
                ? SourceLineage.ofSelection(
                        streams.selection(), region, endpoint, getBoundedness(), getProducedType())
                : SourceLineage.ofNamed(
                        streams.named(), region, endpoint, getBoundedness(), getProducedType());
    }
}
