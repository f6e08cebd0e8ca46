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

package io.github.flinkkvs.emulator;

import io.github.flinkkvs.emulator.limits.ServiceLimits;
import io.github.flinkkvs.emulator.session.SessionEnd;
import io.github.flinkkvs.emulator.session.SessionRecord;
import io.github.flinkkvs.emulator.session.SessionRecord.Outcome;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class SessionFaultsTest {
    private static final int FRAME = 300_000;

    /** A clock that stands still makes the bodies of two sessions equal to the last byte. */
    private final KvsEmulator emulator =
            KvsEmulator.builder()
                    .limits(ServiceLimits.none())
                    .clock(Clock.fixed(Instant.ofEpochSecond(1_700_000_100), ZoneOffset.UTC))
                    .start();

    private EmulatedStream stream;
    private byte[] whole;

    @BeforeEach
    void fillStream() throws IOException {
        stream = emulator.createStream("camera");
        for (int i = 0; i < 3; i++) {
            Fixtures.put(
                    stream, Instant.ofEpochSecond(i), Instant.ofEpochSecond(1_700_000_000), FRAME);
        }
        try (RawSession session = open()) {
            session.readToEnd(400);
            whole = session.body();
        }
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    @ParameterizedTest
    @EnumSource(SessionEnd.class)
    void aSessionEndsAfterExactlySoManyBytesInTheWayAskedFor(SessionEnd how) throws IOException {
        // A reset may overtake what the client's socket has no room for.
        int bytes = how == SessionEnd.RESET ? 30_001 : 700_001;
        stream.endEachSessionAfterBytes(() -> bytes, how);

        try (RawSession session = open()) {
            RawSession.End end = session.readToEnd();

            assertThat(end.name()).isEqualTo(how.name());
            assertThat(session.body()).isEqualTo(Arrays.copyOf(whole, bytes));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 47, 32_768, 65_536})
    void theCutMayBeAnywhere(long bytes) throws IOException {
        stream.endEachSessionAfterBytes(() -> bytes, SessionEnd.ABRUPT);

        try (RawSession session = open()) {
            assertThat(session.readToEnd()).isEqualTo(RawSession.End.ABRUPT);
            assertThat(session.body()).isEqualTo(Arrays.copyOf(whole, (int) bytes));
        }
    }

    @Test
    void eachSessionAsksForItsOwnCut() throws IOException {
        Iterator<Long> cuts = List.of(10L, 20L).iterator();
        stream.endEachSessionAfterBytes(cuts::next, SessionEnd.CLEAN);

        for (int expected : new int[] {10, 20}) {
            try (RawSession session = open()) {
                session.readToEnd();
                assertThat(session.body()).hasSize(expected);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(SessionEnd.class)
    void runningSessionsEndAtOnce(SessionEnd how) throws IOException {
        try (RawSession first = open();
                RawSession second = open()) {
            first.readTo(whole.length);
            second.readTo(whole.length);

            assertThat(stream.endSessions(how)).isEqualTo(2);

            assertThat(first.readToEnd().name()).isEqualTo(how.name());
            assertThat(second.readToEnd().name()).isEqualTo(how.name());
        }
        assertThat(emulator.openSessions()).isZero();
    }

    @Test
    void theSessionsOfOtherStreamsGoOn() throws IOException {
        Fixtures.put(emulator.createStream("other"), Instant.EPOCH, Instant.EPOCH);
        try (RawSession other = RawSession.earliest(emulator, "other")) {
            other.readTo(1);

            assertThat(stream.endSessions(SessionEnd.RESET)).isZero();

            assertThat(other.readToEnd(200)).isEqualTo(RawSession.End.SILENT);
        }
    }

    @Test
    void aStalledSessionStaysOpenAndSilent() throws IOException {
        stream.stallEachSessionAfterBytes(() -> 1000);

        try (RawSession session = open()) {
            assertThat(session.readToEnd(300)).isEqualTo(RawSession.End.SILENT);
            assertThat(session.body()).hasSize(1000);
            assertThat(emulator.openSessions()).isEqualTo(1);
        }
    }

    @Test
    void aSessionThatStalledByItselfGoesOnWhenFaultsAreCleared() throws IOException {
        stream.stallEachSessionAfterBytes(() -> 1000);
        try (RawSession session = open()) {
            session.readTo(1000);

            stream.clearFaults();

            assertThat(session.readTo(whole.length)).isEqualTo(whole);
        }
    }

    @Test
    void aSessionEndsCleanlyWhenItsLifetimeIsOver() throws IOException {
        try (KvsEmulator hasty =
                KvsEmulator.builder().sessionLifetime(Duration.ofMillis(500)).start()) {
            Fixtures.put(hasty.createStream("camera"), Instant.EPOCH, Instant.EPOCH);
            try (RawSession session = RawSession.earliest(hasty, "camera")) {
                assertThat(session.readToEnd()).isEqualTo(RawSession.End.CLEAN);
                assertThat(session.body()).isNotEmpty();
            }
            assertThat(hasty.sessionLog().get(0).outcome()).isEqualTo(Outcome.LIFETIME_OVER);
        }
    }

    @Test
    void plannedFailuresAnswerOneCallEach() throws IOException {
        stream.failNextGetMedia(400, "ConnectionLimitExceededException", "three others read");
        stream.failNextGetMedia(500, "InternalFailure", "oops");

        try (RawSession first = open();
                RawSession second = open();
                RawSession third = open()) {
            assertThat(first.status()).isEqualTo(400);
            assertThat(first.header("x-amzn-errortype"))
                    .startsWith("ConnectionLimitExceededException:");
            assertThat(first.plainBody()).isEqualTo("{\"Message\":\"three others read\"}");
            assertThat(second.status()).isEqualTo(500);
            assertThat(third.status()).isEqualTo(200);
        }
    }

    @Test
    void clearedFaultsNoLongerStrike() throws IOException {
        stream.endEachSessionAfterBytes(() -> 1, SessionEnd.ABRUPT);
        stream.stallEachSessionAfterBytes(() -> 1);
        stream.failNextGetMedia(500, "InternalFailure", "oops");
        stream.clearFaults();

        try (RawSession session = open()) {
            assertThat(session.readTo(whole.length)).isEqualTo(whole);
        }
    }

    @Test
    void theLogTellsWhatEachSessionGot() throws IOException {
        stream.endEachSessionAfterBytes(() -> 700_001, SessionEnd.ABRUPT);
        try (RawSession session = open()) {
            session.readToEnd();
        }

        SessionRecord record = last();
        assertThat(record.stream()).isEqualTo("camera");
        assertThat(record.selectorType()).isEqualTo("EARLIEST");
        assertThat(record.bytesSent()).isEqualTo(700_001);
        assertThat(record.outcome()).isEqualTo(Outcome.ABRUPT);
        assertThat(emulator.sessionsOpened()).isEqualTo(2);
    }

    @Test
    void aReaderThatStopsReadingHoldsUpNobodyElse() throws IOException {
        for (int i = 0; i < 100; i++) {
            Fixtures.put(stream, Instant.ofEpochSecond(9 + i), Instant.EPOCH, FRAME);
        }
        try (RawSession slow = open();
                RawSession fast = open()) {
            slow.readTo(1);

            int all = whole.length + 100 * FRAME * 2;
            assertThat(fast.readTo(all)).hasSizeGreaterThanOrEqualTo(all);

            SessionRecord held =
                    emulator.sessionLog().stream()
                            .filter(r -> r.requestId().equals(slow.header("x-amzn-requestid")))
                            .findFirst()
                            .orElseThrow();
            assertThat(held.outcome()).isEqualTo(Outcome.OPEN);
            assertThat(held.bytesSent()).isLessThan(all / 2);
        }
    }

    private RawSession open() throws IOException {
        return RawSession.earliest(emulator, "camera");
    }

    private SessionRecord last() {
        List<SessionRecord> log = emulator.sessionLog();
        return log.get(log.size() - 1);
    }
}
