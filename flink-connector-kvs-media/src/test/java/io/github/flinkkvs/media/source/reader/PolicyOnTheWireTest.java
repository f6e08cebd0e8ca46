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

import io.github.flinkkvs.emulator.EmulatedStream;
import io.github.flinkkvs.emulator.KvsEmulator;
import io.github.flinkkvs.emulator.mkv.MatroskaElements;
import io.github.flinkkvs.emulator.mkv.SimpleBlock;
import io.github.flinkkvs.emulator.mkv.TrackSpec;
import io.github.flinkkvs.emulator.session.OpenQuestions;
import io.github.flinkkvs.emulator.session.OpenQuestions.UnknownPosition;
import io.github.flinkkvs.emulator.store.StoredFragment;
import io.github.flinkkvs.media.model.FragmentNumber;
import io.github.flinkkvs.media.model.StreamId;
import io.github.flinkkvs.media.source.config.KvsMediaSourceOptions;
import io.github.flinkkvs.media.source.position.LostPositionPolicy;
import io.github.flinkkvs.media.source.position.StartPosition;
import io.github.flinkkvs.media.source.position.StopPosition;
import io.github.flinkkvs.media.source.position.StreamNotFoundPolicy;
import io.github.flinkkvs.media.source.split.KvsMediaSplit;
import io.github.flinkkvs.media.source.split.SplitPosition;

import org.apache.flink.configuration.Configuration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import static org.assertj.core.api.Assertions.assertThat;

/** The policies of lost positions and missing streams, with the emulator as the service. */
@Timeout(60)
class PolicyOnTheWireTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Instant LONG_AGO = Instant.now().minusSeconds(3_600);

    private final Configuration options = new Configuration();
    private KvsEmulator emulator = KvsEmulator.start();

    @AfterEach
    void close() {
        emulator.close();
    }

    @Test
    void aStreamThatIsNotThereFailsTheJob() throws Exception {
        try (RunningReader reader = reader(SplitPosition.startingAt(StartPosition.earliest()))) {
            assertThat(reader.failure).succeedsWithin(SOON);
            assertThat(reader.failure.join())
                    .hasMessageContainingAll("stream cam", "ResourceNotFoundException");
        }
    }

    @Test
    void aStreamThatIsNotThereIsFinished() throws Exception {
        options.set(KvsMediaSourceOptions.STREAM_NOT_FOUND, StreamNotFoundPolicy.FINISH);
        try (RunningReader reader = reader(SplitPosition.startingAt(StartPosition.earliest()))) {
            await(() -> reader.finished.contains("cam"));
        }
    }

    @Test
    void aStreamThatIsNotThereYetIsWaitedFor() throws Exception {
        options.set(KvsMediaSourceOptions.STREAM_NOT_FOUND, StreamNotFoundPolicy.WAIT);
        options.set(KvsMediaSourceOptions.RETRY_MAX_BACKOFF, Duration.ofSeconds(1));
        try (RunningReader reader = reader(SplitPosition.startingAt(StartPosition.earliest()))) {
            EmulatedStream stream = emulator.createStream("cam");
            String number = put(stream, 0).number();

            await(() -> reader.numbers.equals(List.of(number)));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = UnknownPosition.class,
            names = {"IN_BAND_ERROR", "REFUSED"})
    void aLostPositionFailsTheJob(UnknownPosition answer) throws Exception {
        startWith(answer);
        try (RunningReader reader = reader(positionThatIsForgotten(new ArrayList<>()))) {
            assertThat(reader.failure).succeedsWithin(SOON);
            assertThat(reader.failure.join())
                    .hasMessageContainingAll("behind fragment", "source.lost-position");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = UnknownPosition.class,
            names = {"IN_BAND_ERROR", "REFUSED"})
    void aLostPositionGoesOnWithTheOldest(UnknownPosition answer) throws Exception {
        startWith(answer);
        options.set(KvsMediaSourceOptions.LOST_POSITION, LostPositionPolicy.EARLIEST);
        List<String> left = new ArrayList<>();
        try (RunningReader reader = reader(positionThatIsForgotten(left))) {
            await(() -> reader.numbers.size() == left.size());
            assertThat(reader.numbers).isEqualTo(left);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = UnknownPosition.class,
            names = {"IN_BAND_ERROR", "REFUSED"})
    void aLostPositionGoesOnWithNow(UnknownPosition answer) throws Exception {
        startWith(answer);
        options.set(KvsMediaSourceOptions.LOST_POSITION, LostPositionPolicy.NOW);
        try (RunningReader reader = reader(positionThatIsForgotten(new ArrayList<>()))) {
            await(
                    () ->
                            emulator.sessionLog().stream()
                                    .anyMatch(session -> session.selectorType().equals("NOW")));
            EmulatedStream stream = emulator.stream("cam");
            String number = put(stream, 10_000).number();

            await(() -> reader.numbers.equals(List.of(number)));
        }
    }

    @Test
    void goesOnBehindALongPauseOfTheCamera() throws Exception {
        EmulatedStream stream = emulator.createStream("cam");
        SplitPosition longAgo = behind(put(stream, 0));
        String next = put(stream, 3_600).number();

        try (RunningReader reader = reader(longAgo)) {
            await(() -> !reader.numbers.isEmpty() || reader.failure.isDone());
            assertThat(reader.failure).isNotDone();
            assertThat(reader.numbers).containsExactly(next);
        }
    }

    private void startWith(UnknownPosition answer) {
        emulator.close();
        emulator =
                KvsEmulator.builder()
                        .openQuestions(OpenQuestions.likely().withUnknownPosition(answer))
                        .start();
    }

    /**
     * Fills the stream and forgets its first half.
     *
     * @param left is given the numbers of those that are left
     */
    private SplitPosition positionThatIsForgotten(List<String> left) {
        EmulatedStream stream = emulator.createStream("cam");
        StoredFragment last = put(stream, 0);
        for (int n = 1; n < 10; n++) {
            put(stream, n);
        }
        stream.forgetBefore(LONG_AGO.plusSeconds(5));
        stream.fragments().forEach(fragment -> left.add(fragment.number()));
        return behind(last);
    }

    private static SplitPosition behind(StoredFragment last) {
        return new SplitPosition(
                StartPosition.earliest(),
                Optional.of(
                        new SplitPosition.LastFragment(
                                FragmentNumber.of(last.number()),
                                last.number(),
                                last.producerTimestamp(),
                                last.serverTimestamp())));
    }

    private static StoredFragment put(EmulatedStream stream, int second) {
        Instant arrival = LONG_AGO.plusSeconds(second);
        return stream.put(
                arrival,
                arrival,
                MatroskaElements.tracks(List.of(TrackSpec.video(1, "V_MPEG4/ISO/AVC", 64, 48))),
                MatroskaElements.cluster(0, List.of(new SimpleBlock(1, 0, true, new byte[100]))),
                new byte[0]);
    }

    private RunningReader reader(SplitPosition position) {
        return new RunningReader(
                emulator.endpoint(),
                Map.of(),
                options,
                new KvsMediaSplit(StreamId.of("cam"), position, StopPosition.never()));
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + SOON.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("not in time").isLessThan(end);
            Thread.onSpinWait();
        }
    }
}
