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

package io.github.flinkkvs.emulator.clients;

import io.github.flinkkvs.emulator.EmulatedStream;
import io.github.flinkkvs.emulator.KvsEmulator;
import io.github.flinkkvs.emulator.clients.Sightings.Sighting;
import io.github.flinkkvs.emulator.limits.ServiceLimits;
import io.github.flinkkvs.emulator.session.SessionEnd;
import io.github.flinkkvs.emulator.session.SessionRecord;
import io.github.flinkkvs.emulator.session.SessionRecord.Outcome;
import io.github.flinkkvs.emulator.store.StoredFragment;

import com.amazonaws.kinesisvideo.parser.examples.ContinuousGetMediaWorker;
import com.amazonaws.services.kinesisvideo.AmazonKinesisVideo;
import com.amazonaws.services.kinesisvideo.model.StartSelector;
import com.amazonaws.services.kinesisvideo.model.StartSelectorType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;

import static org.assertj.core.api.Assertions.assertThat;

/** AWS's parser library reads what AWS's producer client put, across many ends of sessions. */
@Timeout(60)
class ParserLibraryITCase {
    private static final int FRAGMENTS = 48;
    private static final int FORCED_ENDS = 20;
    private static final Instant TAKEN = Instant.parse("2025-01-01T12:00:00.125Z");

    /** Has one fragment more, since the library knows of an end only by the next beginning. */
    private final Recording recording = new Recording(FRAGMENTS + 1, 4000, 7);

    private final Sightings sightings = new Sightings();
    private KvsEmulator emulator;
    private EmulatedStream stream;
    private AmazonKinesisVideo control;

    @BeforeEach
    void start() {
        emulator = Account.emulator().limits(ServiceLimits.none()).start();
        stream = emulator.createStream("camera");
        control = V1Clients.control(emulator.endpoint());
    }

    @AfterEach
    void stop() {
        control.shutdown();
        emulator.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = SessionEnd.class,
            names = {"ABRUPT", "RESET"})
    void sessionsThatBreakAmidBlocksLoseAndRepeatNothing(SessionEnd how) throws Exception {
        V1Upload.put(control, V1Clients.CREDENTIALS, "camera", recording.matroska(), TAKEN);
        int longestChunk = Recording.FRAMES_IN_EACH * 4000 + 2000;
        stream.endEachSessionAfterBytes(() -> longestChunk + 777, how);

        readAll(() -> sightings.count() >= FRAGMENTS);

        assertThat(endedBy(Outcome.valueOf(how.name()))).isGreaterThanOrEqualTo(FORCED_ENDS);
        assertThatAllWasSeen();
    }

    @Test
    void sessionsThatEndBetweenChunksLoseAndRepeatNothing() throws Exception {
        readAll(
                () -> {
                    for (int i = 0; i < FRAGMENTS; i++) {
                        int sessions = i + 1;
                        Eventually.await("a session", () -> emulator.sessionsOpened() == sessions);
                        put(i);
                        stream.endSessions(SessionEnd.CLEAN);
                    }
                    Eventually.await("all", () -> sightings.count() == FRAGMENTS);
                    return true;
                });

        assertThatAllWasSeen();
    }

    private void readAll(BooleanSupplier done) throws Exception {
        ContinuousGetMediaWorker worker =
                ContinuousGetMediaWorker.create(
                        V1Clients.REGION,
                        V1Clients.CREDENTIALS,
                        "camera",
                        new StartSelector().withStartSelectorType(StartSelectorType.EARLIEST),
                        control,
                        sightings);
        Thread thread = new Thread(worker, "parser-library-worker");
        thread.start();
        try {
            Eventually.await("all fragments", done);
        } finally {
            worker.stop();
            stream.clearFaults();
            Eventually.await(
                    "the worker's end",
                    () -> {
                        stream.endSessions(SessionEnd.CLEAN);
                        return !thread.isAlive();
                    });
        }
    }

    private void assertThatAllWasSeen() {
        List<Sighting> seen = sightings.all().subList(0, FRAGMENTS);
        assertThat(seen)
                .extracting(Sighting::number)
                .isEqualTo(
                        stream.fragments().stream()
                                .limit(FRAGMENTS)
                                .map(StoredFragment::number)
                                .toList());
        assertThat(seen)
                .extracting(Sighting::shots)
                .isEqualTo(recording.fragments().subList(0, FRAGMENTS));
        assertThat(seen)
                .extracting(Sighting::fragment)
                .allMatch(fragment -> fragment.isSuccess() && fragment.isCompleteFragment());
    }

    private void put(int fragment) {
        stream.put(
                TAKEN.plus(Recording.FRAGMENT_LENGTH.multipliedBy(fragment)),
                recording.prelude(),
                recording.cluster(fragment),
                recording.userTags(fragment));
    }

    private long endedBy(Outcome outcome) {
        return emulator.sessionLog().stream()
                .map(SessionRecord::outcome)
                .filter(outcome::equals)
                .count();
    }
}
