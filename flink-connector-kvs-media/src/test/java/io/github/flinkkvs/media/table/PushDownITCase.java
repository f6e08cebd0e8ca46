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

package io.github.flinkkvs.media.table;

import io.github.flinkkvs.emulator.EmulatedStream;
import io.github.flinkkvs.emulator.KvsEmulator;
import io.github.flinkkvs.emulator.session.SessionRecord;

import org.apache.flink.test.junit5.MiniClusterExtension;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** What is pushed down changes what is read, and no result. */
class PushDownITCase {

    private static final int FRAGMENTS = 40;
    private static final String COLUMNS =
            "media BYTES,"
                    + " camera STRING METADATA FROM 'stream-name',"
                    + " number STRING METADATA FROM 'fragment-number',"
                    + " recorded TIMESTAMP_LTZ(3) METADATA FROM 'producer-timestamp',"
                    + " received TIMESTAMP_LTZ(3) METADATA FROM 'server-timestamp'";
    private static final String FRAME_COLUMNS =
            COLUMNS
                    + ", track BIGINT METADATA FROM 'track-number'"
                    + ", is_key BOOLEAN METADATA FROM 'key-frame'"
                    + ", i INT METADATA FROM 'frame-index'";

    @RegisterExtension static final MiniClusterExtension CLUSTER = TestingCluster.create();

    private final KvsEmulator emulator = KvsEmulator.start();
    private final TestingCameras cameras = new TestingCameras(emulator);
    private final TestingTables tables = TestingTables.batch(emulator);

    @AfterEach
    void closeEmulator() {
        emulator.close();
    }

    private void createTable(String... options) {
        tables.create("fragments", COLUMNS, tables.stored(cameras, options));
    }

    /** Flink's own way to judge conditions, of all that is stored. */
    private List<String> withoutPushDown(String sql) throws Exception {
        String option = "table.optimizer.source.predicate-pushdown-enabled";
        tables.session.getConfig().set(option, "false");
        List<String> rows = tables.sorted(sql);
        tables.session.getConfig().set(option, "true");
        return rows;
    }

    @ParameterizedTest
    @ValueSource(strings = {"received", "recorded"})
    void aRandomRangeOfTimeGivesTheSameRowsAsTheConditionsWithoutPushDown(String column)
            throws Exception {
        cameras.record("door", FRAGMENTS);
        cameras.record("gate", FRAGMENTS / 2);
        createTable("stream", "door;gate");
        Random random = new Random(7);
        for (int i = 0; i < 6; i++) {
            long from = cameras.begin.toEpochMilli() + random.nextInt(FRAGMENTS * 1_000);
            long until = from + random.nextInt(15_000);
            String query =
                    "SELECT camera, number FROM fragments WHERE %s %s TO_TIMESTAMP_LTZ(%d, 3) AND %s %s TO_TIMESTAMP_LTZ(%d, 3)"
                            .formatted(
                                    column,
                                    random.nextBoolean() ? ">=" : ">",
                                    from,
                                    column,
                                    random.nextBoolean() ? "<=" : "<",
                                    until);

            int sessionsBefore = emulator.sessionLog().size();
            List<String> pushedDown = tables.sorted(query);
            assertSessionsBeginAt(from, sessionsBefore);
            assertThat(pushedDown).as(query).isEqualTo(withoutPushDown(query));
        }
    }

    private void assertSessionsBeginAt(long from, int sessionsBefore) {
        List<SessionRecord> log = emulator.sessionLog();
        assertThat(log.subList(sessionsBefore, log.size()))
                .allSatisfy(
                        session -> {
                            assertThat(session.selectorType()).endsWith("_TIMESTAMP");
                            assertThat(Instant.parse(session.selectorValue()).toEpochMilli())
                                    .isEqualTo(from);
                        });
    }

    @Test
    void whatLiesBehindARangeOfTimeIsNotSent() throws Exception {
        int bytes = 1 << 20;
        EmulatedStream door = cameras.recordLarge("door", FRAGMENTS, bytes);
        createTable("stream", "door");
        String query =
                "SELECT number FROM fragments WHERE received >= TIMESTAMP '%s' AND received < TIMESTAMP '%s'"
                        .formatted(
                                sql(cameras.begin.plusSeconds(3)),
                                sql(cameras.begin.plusSeconds(6)));

        assertThat(tables.sorted(query))
                .isEqualTo(
                        door.fragments().subList(3, 6).stream()
                                .map(fragment -> "+I[" + fragment.number() + "]")
                                .toList());

        // Beside the three fragments, what the sockets of both sides took before the end was seen.
        assertThat(onlySession().bytesSent()).isBetween(3L * bytes, 16L * bytes);
    }

    @ParameterizedTest
    @CsvSource({"received, SERVER_TIMESTAMP", "recorded, PRODUCER_TIMESTAMP"})
    void aRangeOfTimeOpensTheSessionAtItsStartAndClosesItAtItsEnd(String column, String selector)
            throws Exception {
        EmulatedStream door = cameras.record("door", FRAGMENTS);
        createTable("stream", "door");
        Instant from = cameras.begin.plusSeconds(10);

        List<String> rows =
                tables.sorted(
                        "SELECT number FROM fragments WHERE %s >= TIMESTAMP '%s' AND received < TIMESTAMP '%s'"
                                .formatted(column, sql(from), sql(cameras.begin.plusSeconds(15))));

        assertThat(rows)
                .isEqualTo(
                        door.fragments().subList(10, 15).stream()
                                .map(fragment -> "+I[" + fragment.number() + "]")
                                .toList());
        SessionRecord session = onlySession();
        assertThat(session.selectorType()).isEqualTo(selector);
        assertThat(Instant.parse(session.selectorValue())).isEqualTo(from);
    }

    private static String sql(Instant instant) {
        return instant.toString().replace('T', ' ').replace("Z", "");
    }

    private SessionRecord onlySession() {
        assertThat(emulator.sessionLog()).hasSize(1);
        return emulator.sessionLog().get(0);
    }

    @Test
    @Timeout(120)
    void aConditionOnTimeEndsAQueryThatOtherwiseNeverWould() throws Exception {
        cameras.record("door", FRAGMENTS);
        TestingTables streaming = TestingTables.streaming(emulator);
        Map<String, String> options = streaming.options("stream", "door");
        options.put("scan.startup.mode", "earliest");
        streaming.create("fragments", COLUMNS, options);

        String query =
                "SELECT number FROM fragments WHERE received < TIMESTAMP '%s'"
                        .formatted(sql(cameras.begin.plusSeconds(5)));

        assertThat(streaming.sorted(query)).hasSize(5);
    }

    @Test
    void aClockThatMayRunBackwardIsNoPosition() throws Exception {
        cameras.record("door", FRAGMENTS);
        createTable("stream", "door", "scan.producer-clock-ascends", "false");

        String query =
                "SELECT number FROM fragments WHERE recorded >= TIMESTAMP '%s'"
                        .formatted(sql(cameras.begin.plusSeconds(30)));

        assertThat(tables.sorted(query)).hasSize(10);
        assertThat(onlySession().selectorType()).isEqualTo("EARLIEST");
    }

    @Test
    void aConditionOnTheStreamsNameReadsNoOther() throws Exception {
        cameras.record("door", 3);
        cameras.record("gate", 3);
        createTable("stream", "door;gate");

        assertThat(tables.sorted("SELECT camera FROM fragments WHERE camera = 'gate'"))
                .containsExactly("+I[gate]", "+I[gate]", "+I[gate]");

        assertThat(emulator.sessionLog()).extracting(SessionRecord::stream).containsOnly("gate");
    }

    @Test
    void aConditionOnTheNamesOfStreamsThatAreSearchedForFindsNoOther() throws Exception {
        cameras.record("north-door", 2);
        cameras.record("north-gate", 2);
        cameras.record("south-door", 2);
        createTable("stream-pattern", ".*-(door|gate)", "source.discovery.interval", "0 s");

        assertThat(
                        tables.sorted(
                                "SELECT DISTINCT camera FROM fragments WHERE camera IN ('north-door', 'south-door', 'west')"))
                .containsExactly("+I[north-door]", "+I[south-door]");

        assertThat(emulator.sessionLog())
                .extracting(SessionRecord::stream)
                .doesNotContain("north-gate");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "camera = 'nobody'",
                "received > TIMESTAMP '2020-01-02 00:00:00' AND received < TIMESTAMP '2020-01-01 00:00:00'"
            })
    void conditionsThatLeaveNothingOpenNoSession(String condition) throws Exception {
        cameras.record("door", 3);
        createTable("stream", "door");

        assertThat(tables.query("SELECT camera FROM fragments WHERE " + condition)).isEmpty();

        assertThat(emulator.sessionsOpened()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "track = 2",
                "NOT is_key",
                "track <> 2 OR camera = 'door'",
                "is_key AND track < 2 AND camera <> 'gate'",
                "NOT (is_key AND camera IN ('door', 'yard'))"
            })
    void conditionsOnFramesGiveTheSameRowsAsWithoutPushDown(String condition) throws Exception {
        cameras.record("door", 5);
        cameras.record("gate", 5);
        tables.create(
                "frames",
                FRAME_COLUMNS,
                tables.stored(cameras, "stream", "door;gate", "scan.row", "frame"));
        String query = "SELECT camera, number, i FROM frames WHERE " + condition;

        List<String> rows = tables.sorted(query);

        assertThat(rows).isNotEmpty().isEqualTo(withoutPushDown(query));
    }

    @Test
    @Timeout(120)
    void aLimitEndsAQueryThatWouldReadForAnHour() throws Exception {
        cameras.record("door", FRAGMENTS);
        Map<String, String> options = tables.stored(cameras, "stream", "door");
        options.put("scan.bounded.timestamp", Instant.now().plusSeconds(3_600).toString());
        tables.create("fragments", COLUMNS, options);

        assertThat(tables.query("SELECT number FROM fragments LIMIT 7")).hasSize(7);
    }

    @Test
    void aBoundedTableIsCountedRightInBatchMode() throws Exception {
        cameras.record("door", FRAGMENTS);
        cameras.record("gate", FRAGMENTS / 2);
        createTable("stream", "door;gate", "scan.parallelism", "1");

        assertThat(
                        tables.sorted(
                                "SELECT camera, COUNT(*), COUNT(media) FROM fragments GROUP BY camera"))
                .containsExactly("+I[door, 40, 40]", "+I[gate, 20, 20]");
        assertThat(tables.sorted("SELECT COUNT(*) FROM fragments")).containsExactly("+I[60]");
    }

    @Test
    void aStreamThatDoesNotExistFailsTheQueryWithItsName() {
        createTable("stream", "nobody");

        assertThat(catchThrowable(() -> tables.query("SELECT camera FROM fragments")))
                .hasStackTraceContaining("nobody");
    }
}
