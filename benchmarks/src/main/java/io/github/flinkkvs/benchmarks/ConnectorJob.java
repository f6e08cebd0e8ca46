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

package io.github.flinkkvs.benchmarks;

import io.github.flinkkvs.media.client.AwsOptions;
import io.github.flinkkvs.media.model.MediaFragment;
import io.github.flinkkvs.media.source.KvsMediaSource;
import io.github.flinkkvs.media.source.KvsMediaSourceBuilder;
import io.github.flinkkvs.media.source.deserializer.KvsMediaDeserializationSchema;
import io.github.flinkkvs.media.source.position.StartPosition;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The connector in a job of this process, with a checkpoint each second. */
final class ConnectorJob implements WireReader {
    private final int parallelism;
    private final boolean shuffled;
    private final String httpClient;
    private JobClient job;

    ConnectorJob(int parallelism, boolean shuffled, String httpClient) {
        this.parallelism = parallelism;
        this.shuffled = shuffled;
        this.httpClient = httpClient;
    }

    @Override
    public void open(String endpoint, List<String> streams, Tally tally) throws Exception {
        KvsMediaSourceBuilder<MediaFragment> source =
                KvsMediaSource.<MediaFragment>builder()
                        .setStreams(streams)
                        .setStartPosition(StartPosition.earliest())
                        .setDeserializer(KvsMediaDeserializationSchema.fragments());
        ConnectorDrain.awsOptions(endpoint).forEach(source::setAwsOption);
        source.setAwsOption(AwsOptions.HTTP_CLIENT, httpClient);
        Configuration config =
                Configuration.fromMap(
                        Map.of(
                                "execution.checkpointing.interval", "1 s",
                                "restart-strategy.type", "disable"));
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(parallelism, config);
        DataStream<MediaFragment> fragments =
                env.fromSource(source.build(), WatermarkStrategy.noWatermarks(), "streams");
        if (shuffled) {
            fragments = fragments.rebalance();
        }
        fragments.map(new Touch()).sinkTo(new DiscardingSink<>());
        job = env.executeAsync("whole-path");
    }

    @Override
    public void close() throws Exception {
        if (job != null) {
            job.cancel().get(30, TimeUnit.SECONDS);
        }
    }

    /** Looks at the fragment's head and at its last byte. */
    private static final class Touch implements MapFunction<MediaFragment, Integer> {
        private static final long serialVersionUID = 1L;

        @Override
        public Integer map(MediaFragment fragment) {
            ReaderHost.tally().awaitLeave();
            int length = fragment.chunkLength();
            ReaderHost.tally().fragmentOf(fragment.producerTimestamp());
            ReaderHost.tally().bytes(length);
            return fragment.frameCount() + fragment.chunk().get(length - 1);
        }
    }
}
