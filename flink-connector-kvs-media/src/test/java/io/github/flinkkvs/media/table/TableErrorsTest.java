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

import io.github.flinkkvs.emulator.KvsEmulator;
import io.github.flinkkvs.emulator.junit.KvsEmulatorExtension;

import org.apache.flink.table.api.ValidationException;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** What is wrong with a table is said in one message, when it is queried. */
@ExtendWith(KvsEmulatorExtension.class)
class TableErrorsTest {

    private TestingTables tables;

    @BeforeEach
    void startSession(KvsEmulator kvs) {
        tables = TestingTables.streaming(kvs);
    }

    private String problem(String columns, String... options) {
        return problem(columns, tables.options(options));
    }

    private String problem(String columns, Map<String, String> options) {
        tables.create("cameras", columns, options);
        Throwable error = catchThrowable(() -> tables.session.explainSql("SELECT * FROM cameras"));
        Throwable cause = error;
        while (cause.getCause() instanceof ValidationException) {
            cause = cause.getCause();
        }
        assertThat(cause).isInstanceOf(ValidationException.class);
        for (Throwable shown = error; shown != null; shown = shown.getCause()) {
            assertThat(shown).message().doesNotContain("very-secret");
        }
        return cause.getMessage();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    scan.startup.modes     | earliest | did you mean 'scan.startup.mode'
                    streams                | camera   | did you mean 'stream'
                    source.retry.timeouts  | 1 min    | did you mean 'source.retry.timeout'
                    aws.regoin             | x        | did you mean 'aws.region'
                    json.fail-on-missing   | true     | 'json.fail-on-missing' is not an option
                    scan.row               | pixel    | 'scan.row': Could not parse value
                    scan.startup.mode      | yesterday | 'scan.startup.mode'
                    scan.startup.mode      | server-timestamp | needs 'scan.startup.timestamp'
                    scan.startup.timestamp | 2026-03-01T10:00:00Z | take one of the modes [producer-timestamp, server-timestamp]
                    scan.bounded.mode      | server-timestamp | needs 'scan.bounded.timestamp'
                    scan.startup.mode      | after-fragment | needs 'scan.startup.fragment-number'
                    scan.startup.mode      | continuation-token | needs 'scan.startup.continuation-token'
                    scan.bounded.mode      | after-fragment | needs 'scan.bounded.fragment-number'
                    scan.bounded.mode      | sometime | 'scan.bounded.mode'
                    scan.bounded.timestamp | 2026-03-01T10:00:00Z | take one of the modes
                    scan.bounded.fragment-number | 12 | after-fragment
                    scan.producer-clock-ascends | maybe | 'scan.producer-clock-ascends'
                    stream-tags            | site:north | set one or the other
                    aws.region             | nowhere!! | aws.region
                    scan.parallelism       | 0        | 'scan.parallelism' must be at least 1
                    format                 | json     | 'scan.row' = 'frame'
                    source.retry.timeout   | soon     | source.retry.timeout
                    stream-prefix          | cam      | set one or the other
                    source.bad-fragment    | emit     | source.bad-fragment
                    """)
    void anOptionThatIsUnknownMissingOrContradictoryIsNamed(
            String key, String value, String expected) {
        assertThat(problem("media BYTES", "stream", "camera", key, value)).contains(expected);
    }

    @Test
    void allProblemsAreInOneMessage() {
        String problem =
                problem(
                        "a INT, b STRING, n INT METADATA FROM 'fragment-number'",
                        "scan.startup.mode",
                        "server-timestamp",
                        "scan.startup.timestamp",
                        "2026-03-01 10:00:00",
                        "scan.bounded.mode",
                        "server-timestamp",
                        "scan.paralelism",
                        "3",
                        "aws.credentials.provider",
                        "BASICS");

        assertThat(problem)
                .contains(
                        "no stream: set 'stream'",
                        "'scan.startup.timestamp': '2026-03-01 10:00:00' is no instant",
                        "needs 'scan.bounded.timestamp'",
                        "'scan.paralelism' is not an option of the table; did you mean 'scan.parallelism'",
                        "aws.credentials.provider is 'BASICS'",
                        "column 'n' is declared as INT, but the metadata 'fragment-number' is STRING",
                        "the physical columns are (a INT, b STRING), but a fragment has one payload");
        assertThat(problem.lines().filter(line -> line.startsWith("  - "))).hasSize(7);
    }

    @Test
    void aStartThatCannotBeReadIsOneProblemAmongOthersWhereTheTableEnds() {
        assertThat(
                        problem(
                                "media BYTES",
                                "streams",
                                "camera",
                                "scan.startup.mode",
                                "earlyest",
                                "scan.bounded.mode",
                                "now"))
                .contains("'scan.startup.mode': Could not parse value", "did you mean 'stream'");
    }

    @Test
    void aTableThatEndsBeforeItStartsIsRefused() {
        assertThat(
                        problem(
                                "media BYTES",
                                "stream",
                                "camera",
                                "scan.startup.mode",
                                "server-timestamp",
                                "scan.startup.timestamp",
                                "2026-03-01T10:00:00Z",
                                "scan.bounded.mode",
                                "server-timestamp",
                                "scan.bounded.timestamp",
                                "1"))
                .contains("'scan.startup.timestamp' (2026-03-01T10:00:00Z) must be before");
    }

    @Test
    void aTableThatEndsMustSayWhereItStarts() {
        assertThat(
                        problem(
                                "media BYTES",
                                "stream",
                                "camera",
                                "scan.bounded.mode",
                                "server-timestamp",
                                "scan.bounded.timestamp",
                                "2026-03-01T10:00:00Z"))
                .contains("'scan.startup.mode' is not set");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    k BOOLEAN METADATA FROM 'key-frame'             | the metadata 'key-frame' is of frames
                    k STRING METADATA FROM 'stream-nane'            | did you mean 'stream-name'
                    k BIGINT METADATA FROM 'producer-timestamp'     | declare it so
                    k MAP<STRING, INT> METADATA FROM 'fragment-tags'| MAP<STRING NOT NULL, ARRAY<STRING NOT NULL> NOT NULL>
                    k BIGINT NOT NULL METADATA FROM 'millis-behind-now' | leave NOT NULL out
                    k ARRAY<ROW<a BIGINT>> METADATA FROM 'tracks'   | the metadata 'tracks' is ARRAY<ROW
                    stream_name STRING                              | did you mean METADATA FROM 'stream-name'
                    media BYTES, more BYTES                         | declare one column of BYTES, or none
                    """)
    void aColumnOfTheWrongKindOrTypeIsNamed(String column, String expected) {
        assertThat(problem(column, "stream", "camera")).contains(expected);
    }

    @Test
    void streamsThatCannotBeAreNamed() {
        assertThat(problem("media BYTES", "stream", "door;no such camera;door"))
                .contains("'no such camera' is neither a stream name", "'door' twice");
        tables.session.executeSql("DROP TEMPORARY TABLE cameras");
        assertThat(problem("media BYTES", "stream-pattern", "cam("))
                .contains("'stream-pattern' is no regular expression");
    }

    @Test
    void sourceWatermarksNeedATimeThatTheSourceKnows() {
        assertThat(
                        problem(
                                "n BIGINT METADATA FROM 'millis-behind-now',"
                                        + " ts AS TO_TIMESTAMP_LTZ(n, 3),"
                                        + " WATERMARK FOR ts AS SOURCE_WATERMARK()",
                                "stream",
                                "camera"))
                .contains("SOURCE_WATERMARK() needs a time that the source knows");
    }

    @Test
    void anUnknownFormatAndAFormatsUnknownOptionAreNamed() {
        assertThat(problem("a STRING", "stream", "c", "scan.row", "frame", "format", "jsn"))
                .contains("'format': Could not find any factory for identifier 'jsn'");
        tables.session.executeSql("DROP TEMPORARY TABLE cameras");
        assertThat(
                        problem(
                                "a STRING",
                                "stream",
                                "c",
                                "scan.row",
                                "frame",
                                "format",
                                "json",
                                "json.ignore-parse-error",
                                "true"))
                .contains("did you mean 'json.ignore-parse-errors'");
    }

    @Test
    void anUnboundedTableCannotBeReadInBatchMode(KvsEmulator kvs) {
        tables = TestingTables.batch(kvs);

        assertThat(problem("media BYTES", "stream", "camera"))
                .contains("Querying an unbounded table");
    }
}
