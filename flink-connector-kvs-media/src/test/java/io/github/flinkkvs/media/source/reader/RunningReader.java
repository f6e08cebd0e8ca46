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
import io.github.flinkkvs.media.client.SdkKvsMediaClient;
import io.github.flinkkvs.media.mkv.ParserLimits;
import io.github.flinkkvs.media.source.config.SourceConfig;
import io.github.flinkkvs.media.source.metrics.ReaderMetrics;
import io.github.flinkkvs.media.source.split.KvsMediaSplit;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A split reader over real sockets and in real time, on a thread of its own. */
final class RunningReader implements AutoCloseable {

    /** Numbers of the fragments that came, in their order. */
    final List<String> numbers = new CopyOnWriteArrayList<>();

    final Set<String> finished = ConcurrentHashMap.newKeySet();

    /** Completes with what failed the job. */
    final CompletableFuture<IOException> failure = new CompletableFuture<>();

    final ReaderMetrics metrics =
            new ReaderMetrics(
                    UnregisteredMetricsGroup.createSourceReaderMetricGroup(), Clock.systemUTC());

    private final SdkKvsMediaClient client;
    private final KvsMediaSplitReader reader;
    private final Thread thread;
    private volatile boolean closed;

    RunningReader(
            URI endpoint, Map<String, String> more, Configuration options, KvsMediaSplit split) {
        Map<String, String> aws =
                new HashMap<>(
                        Map.of(
                                AwsOptions.REGION,
                                "us-east-1",
                                AwsOptions.ENDPOINT,
                                endpoint.toString(),
                                "aws.credentials.basic.accesskeyid",
                                "AKIDEXAMPLE",
                                "aws.credentials.basic.secretkey",
                                "secret"));
        aws.putAll(more);
        SourceConfig config = SourceConfig.of(aws, options);
        client = new SdkKvsMediaClient(AwsOptions.of(aws));
        ReadyQueue ready = new ReadyQueue();
        long start = System.nanoTime();
        reader =
                new KvsMediaSplitReader(
                        new ReaderServices(
                                client,
                                ready,
                                new ByteBudget(config.maxBytesInFlight(), ready::relieve),
                                new FixedStarts(),
                                new ReleasedSplits(),
                                new RecordingActivity(),
                                new PausedSplits(config.maxBytesInFlight() / 2),
                                metrics,
                                ParserLimits.defaults(),
                                true,
                                config.session(),
                                config.time().idleTimeout(),
                                config.policies(),
                                config.rates(),
                                new SplittableRandom(7),
                                Clock.systemUTC(),
                                () -> System.nanoTime() - start));
        reader.handleSplitsChanges(new SplitsAddition<>(List.of(split)));
        thread = new Thread(this::run, "running-reader");
        thread.start();
    }

    private void run() {
        try {
            while (!closed) {
                take(reader.fetch());
            }
        } catch (IOException e) {
            failure.complete(e);
        }
        reader.close();
    }

    private void take(RecordsWithSplitIds<FetchedFragment> batch) {
        while (batch.nextSplit() != null) {
            FetchedFragment fragment;
            while ((fragment = batch.nextRecordFromSplit()) != null) {
                numbers.add(fragment.header().fragmentNumber().toString());
            }
        }
        finished.addAll(batch.finishedSplits());
        batch.recycle();
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        reader.wakeUp();
        thread.join();
        client.close();
    }
}
