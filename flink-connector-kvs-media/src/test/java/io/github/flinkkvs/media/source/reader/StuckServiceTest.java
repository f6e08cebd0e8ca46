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
import io.github.flinkkvs.media.model.MediaFragment;
import io.github.flinkkvs.media.model.StreamId;
import io.github.flinkkvs.media.source.KvsMediaSource;
import io.github.flinkkvs.media.source.KvsMediaSourceBuilder;
import io.github.flinkkvs.media.source.deserializer.KvsMediaDeserializationSchema;
import io.github.flinkkvs.media.source.position.StartPosition;
import io.github.flinkkvs.media.source.position.StopPosition;
import io.github.flinkkvs.media.source.reader.StuckService.Phase;
import io.github.flinkkvs.media.source.split.KvsMediaSplit;
import io.github.flinkkvs.media.source.split.SplitPosition;

import org.apache.flink.api.connector.source.SourceReader;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

import static io.github.flinkkvs.media.source.config.KvsMediaSourceOptions.SESSION_PAUSE_TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;

/** Whatever the service is stuck in, the reader does at once what it is told. */
@Timeout(60)
class StuckServiceTest {

    private static final Duration LIMIT = Duration.ofSeconds(1);

    /** Those of the test, and Netty's one of the JVM, which ends a second after its last task. */
    private static final List<String> NOT_OURS =
            List.of(
                    "stuck-service",
                    "junit-",
                    "CompletableFutureDelayScheduler",
                    "globalEventExecutor");

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** What the reader is told. */
    enum Action {
        WAKE_UP,
        PAUSE,
        CLOSE
    }

    private final Set<Thread> threadsBefore = Thread.getAllStackTraces().keySet();
    private final CountingOutput<MediaFragment> output = new CountingOutput<>();
    private StuckService service;
    private SourceReader<MediaFragment, KvsMediaSplit> reader;
    private boolean polled;

    static Stream<Arguments> phasesAndActions() {
        return Arrays.stream(Phase.values())
                .flatMap(
                        phase ->
                                Arrays.stream(Action.values())
                                        .map(action -> Arguments.of(phase, action)));
    }

    @AfterEach
    void closeService() throws Exception {
        service.close();
    }

    @ParameterizedTest
    @MethodSource("phasesAndActions")
    void theReaderObeysWithinASecondAndLeavesNothingBehind(Phase phase, Action action)
            throws Exception {
        service = new StuckService(phase);
        reader = reader();
        reader.start();
        reader.addSplits(List.of(split("cam-1")));
        service.awaitReached();
        polled = phase != Phase.ENDLESS_MEDIA_THAT_NOBODY_TAKES;
        if (phase.beginsWithFragment()) {
            assertThat(holdsWithin(PATIENCE, () -> output.records() > 0)).isTrue();
        }

        if (action == Action.PAUSE) {
            assertThat(timeOf(() -> pause("cam-1"))).isLessThan(LIMIT);
        }
        if (action != Action.CLOSE) {
            assertThat(timeOf(() -> wakeUpFor("cam-2"))).isLessThan(LIMIT);
        }
        polled = false;
        assertThat(timeOf(reader::close)).isLessThan(LIMIT);

        assertThat(holdsWithin(PATIENCE, () -> service.openConnections() == 0)).isTrue();
        assertThat(threadsLeft()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Action.class)
    void theReaderObeysWhileItsCredentialsAreWaitedFor(Action action) throws Exception {
        StuckCredentials.ASKED.drainPermits();
        service = new StuckService(Phase.HEAD_WITHOUT_BODY);
        reader =
                source().setAwsOption("aws.credentials.provider", "CUSTOM")
                        .setAwsOption(
                                "aws.credentials.custom.class", StuckCredentials.class.getName())
                        .build()
                        .createReader(new TestingReaderContext());
        reader.start();
        reader.addSplits(List.of(split("cam-1")));
        assertThat(StuckCredentials.ASKED.tryAcquire(20, TimeUnit.SECONDS)).isTrue();

        if (action == Action.PAUSE) {
            assertThat(timeOf(() -> pause("cam-1"))).isLessThan(LIMIT);
        }
        if (action != Action.CLOSE) {
            reader.addSplits(List.of(split("cam-2")));
        }
        assertThat(timeOf(reader::close)).isLessThan(LIMIT);

        assertThat(threadsLeft()).isEmpty();
    }

    @Test
    void aSessionThatNobodyTakesFromIsClosedThoughTheFetcherIsWokenUp() throws Exception {
        service = new StuckService(Phase.ENDLESS_MEDIA_THAT_NOBODY_TAKES);
        reader =
                sourceWithKeys()
                        .setOption(SESSION_PAUSE_TIMEOUT, Duration.ofSeconds(1))
                        .build()
                        .createReader(new TestingReaderContext());
        reader.start();
        reader.addSplits(List.of(split("cam-1")));
        service.awaitReached();
        for (int i = 2; i < 6; i++) {
            reader.addSplits(List.of(split("cam-" + i)));
        }

        assertThat(holdsWithin(PATIENCE, () -> service.openSessions() == 0)).isTrue();

        assertThat(timeOf(reader::close)).isLessThan(LIMIT);
        assertThat(threadsLeft()).isEmpty();
    }

    private void pause(String stream) {
        reader.pauseOrResumeSplits(List.of(stream), List.of());
    }

    /**
     * The fetcher does what it is told in order: once it asks for a new stream, it has paused. It
     * asks for none as long as nobody takes what it has.
     */
    private void wakeUpFor(String stream) throws Exception {
        reader.addSplits(List.of(split(stream)));
        polled = true;
        assertThat(holdsWithin(PATIENCE, () -> service.wasAskedFor(stream))).isTrue();
    }

    private SourceReader<MediaFragment, KvsMediaSplit> reader() throws Exception {
        return sourceWithKeys().build().createReader(new TestingReaderContext());
    }

    private KvsMediaSourceBuilder<MediaFragment> sourceWithKeys() {
        return source().setAwsOption("aws.credentials.basic.accesskeyid", "AKIDEXAMPLE")
                .setAwsOption("aws.credentials.basic.secretkey", "s3cr3t");
    }

    private KvsMediaSourceBuilder<MediaFragment> source() {
        return KvsMediaSource.<MediaFragment>builder()
                .setStreams("cam-1", "cam-2", "cam-3", "cam-4", "cam-5")
                .setRegion("eu-central-1")
                .setEndpoint(service.endpoint().toString())
                .setAwsOption(AwsOptions.TRUST_ALL_CERTIFICATES, "true")
                .setStartPosition(StartPosition.earliest())
                .setDeserializer(KvsMediaDeserializationSchema.fragments());
    }

    private static KvsMediaSplit split(String stream) {
        return new KvsMediaSplit(
                StreamId.of(stream),
                SplitPosition.startingAt(StartPosition.earliest()),
                StopPosition.never());
    }

    /** Waits as the task thread does, which takes what there is meanwhile. */
    private boolean holdsWithin(Duration time, BooleanSupplier condition) throws Exception {
        long deadline = System.nanoTime() + time.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            CompletableFuture<?> news = new CompletableFuture<>();
            if (polled) {
                reader.pollNext(output);
                news = reader.isAvailable();
            }
            awaitBriefly(news);
        }
        return condition.getAsBoolean();
    }

    private static void awaitBriefly(CompletableFuture<?> news) throws Exception {
        try {
            news.get(5, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // Time to look at the condition again.
        }
    }

    private static Duration timeOf(Task task) throws Exception {
        long begin = System.nanoTime();
        task.run();
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private List<String> threadsLeft() throws InterruptedException {
        List<Thread> left =
                Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> !threadsBefore.contains(thread))
                        .filter(thread -> NOT_OURS.stream().noneMatch(thread.getName()::startsWith))
                        .toList();
        for (Thread thread : left) {
            thread.join(LIMIT.toMillis());
        }
        return left.stream().filter(Thread::isAlive).map(Thread::getName).toList();
    }

    private interface Task {
        void run() throws Exception;
    }
}
