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

import io.github.flinkkvs.media.client.CallLimits;
import io.github.flinkkvs.media.mkv.ParserLimits;
import io.github.flinkkvs.media.model.StreamId;
import io.github.flinkkvs.media.source.config.SourceConfig;
import io.github.flinkkvs.media.source.metrics.ReaderMetrics;
import io.github.flinkkvs.media.source.metrics.RecordingMetrics;
import io.github.flinkkvs.media.source.metrics.SplitMetrics;
import io.github.flinkkvs.media.source.position.StartPosition;
import io.github.flinkkvs.media.source.position.StopPosition;
import io.github.flinkkvs.media.source.split.KvsMediaSplit;
import io.github.flinkkvs.media.source.split.SplitPosition;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/** A split reader over a scripted service, in time that only the test moves. */
final class ReaderFixture {

    static final long BUDGET = 100;

    static final Clock CLOCK = Clock.fixed(TestingChunk.FIRST_ARRIVAL, ZoneOffset.UTC);

    final ScriptedClient client = new ScriptedClient(new CallLimits(() -> this.nanos));
    final ReadyQueue ready = new ReadyQueue();
    final ByteBudget budget = new ByteBudget(BUDGET, ready::relieve);
    final FixedStarts fixedStarts = new FixedStarts();
    final ReleasedSplits released = new ReleasedSplits();
    final RecordingMetrics registry = new RecordingMetrics();
    final ReaderMetrics metrics = new ReaderMetrics(registry.reader("reader"), CLOCK);
    final Set<String> finished = new HashSet<>();

    /** What was told about splits that are idle, wake and end, in order. */
    final RecordingActivity activity = new RecordingActivity();

    final PausedSplits paused = new PausedSplits(BUDGET / 2);
    final KvsMediaSplitReader reader;

    /** Tells a reader that waits from one that spins. */
    final AtomicLong clockReadings = new AtomicLong();

    private long nanos;

    ReaderFixture() {
        this(new Configuration());
    }

    ReaderFixture(Configuration options) {
        SourceConfig config = SourceConfig.of(Map.of(), options);
        ReaderServices services =
                new ReaderServices(
                        client,
                        ready,
                        budget,
                        fixedStarts,
                        released,
                        activity,
                        paused,
                        metrics,
                        ParserLimits.defaults().withMaxChunkBytes(config.maxFragmentBytes()),
                        true,
                        config.session(),
                        config.time().idleTimeout(),
                        config.policies(),
                        config.rates(),
                        new SplittableRandom(7),
                        CLOCK,
                        () -> {
                            clockReadings.incrementAndGet();
                            return nanos;
                        });
        reader = new KvsMediaSplitReader(services);
    }

    KvsMediaSplit add(StartPosition start, StopPosition stop) {
        return add(new KvsMediaSplit(StreamId.of("cam"), SplitPosition.startingAt(start), stop));
    }

    KvsMediaSplit add(KvsMediaSplit split) {
        reader.handleSplitsChanges(new SplitsAddition<>(List.of(split)));
        return split;
    }

    SplitMetrics metrics(KvsMediaSplit split) {
        return metrics.of(split);
    }

    void pass(Duration time) {
        nanos += time.toNanos();
    }

    /** Lets the reader do all that it can do now; the job takes and recycles what comes. */
    List<String> read() throws IOException {
        List<String> all = new ArrayList<>();
        List<String> some;
        do {
            RecordsWithSplitIds<FetchedFragment> batch = fetch();
            some = take(batch);
            batch.recycle();
            all.addAll(some);
        } while (!some.isEmpty());
        return all;
    }

    /** Lets the reader do all that it can do now, without waiting for more. */
    RecordsWithSplitIds<FetchedFragment> fetch() throws IOException {
        reader.wakeUp();
        return reader.fetch();
    }

    List<String> take(RecordsWithSplitIds<FetchedFragment> batch) {
        List<String> numbers = new ArrayList<>();
        while (batch.nextSplit() != null) {
            FetchedFragment fragment;
            while ((fragment = batch.nextRecordFromSplit()) != null) {
                numbers.add(fragment.header().fragmentNumber().toString());
            }
        }
        finished.addAll(batch.finishedSplits());
        return numbers;
    }

    /** Moves time on until another session has been opened. */
    ScriptedClient.Session nextSession() throws IOException {
        int before = client.sessions.size();
        for (int step = 0; client.sessions.size() == before; step++) {
            if (step > 1_000) {
                throw new AssertionError("no session was opened within 100 s");
            }
            pass(Duration.ofMillis(100));
            read();
        }
        return client.last();
    }
}
