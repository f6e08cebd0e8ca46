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

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code EXPLAIN} says what was pushed down to the source, and what was not. */
@ExtendWith(KvsEmulatorExtension.class)
class PushDownPlanTest {

    private static final String COLUMNS =
            "media BYTES,"
                    + " camera STRING METADATA FROM 'stream-name',"
                    + " recorded TIMESTAMP_LTZ(3) METADATA FROM 'producer-timestamp',"
                    + " received TIMESTAMP_LTZ(3) METADATA FROM 'server-timestamp',"
                    + " behind BIGINT METADATA FROM 'millis-behind-now'";
    private static final String FRAMES =
            COLUMNS
                    + ", track BIGINT METADATA FROM 'track-number'"
                    + ", is_key BOOLEAN METADATA FROM 'key-frame'";

    private TestingTables tables;
    private TestingTables batch;

    @BeforeEach
    void createTables(KvsEmulator kvs) {
        TestingCameras cameras = new TestingCameras(kvs);
        tables = TestingTables.streaming(kvs);
        batch = TestingTables.batch(kvs);
        String[] frames = {"stream", "door;gate", "scan.row", "frame"};
        tables.create("frames", FRAMES, tables.options(frames));
        batch.create("frames", FRAMES, batch.stored(cameras, frames));
    }

    @Test
    void onlyTheMetadataThatAQueryHasIsRead() {
        assertThat(tables.scan("SELECT camera, track FROM frames"))
                .contains("project=[], metadata=[stream-name, track-number]");
    }

    @Test
    void thePayloadIsReadWhereAQueryHasIt() {
        assertThat(tables.scan("SELECT media FROM frames"))
                .contains("project=[media], metadata=[]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    camera = 'door'                                     | =(camera
                    camera IN ('door', 'gate', 'yard')                  | OR(=(CAST(camera
                    camera <> 'door'                                    | <>(camera
                    track = 2                                           | =(track, 2
                    2 < track                                           | track
                    is_key                                              | is_key
                    NOT is_key                                          | NOT(is_key)
                    is_key OR track = 2                                 | OR(is_key, =(track, 2
                    is_key IS NOT TRUE                                  | is_key
                    received >= TO_TIMESTAMP_LTZ(1700000000000, 3)      | >=(received
                    received < TIMESTAMP '2026-03-01 10:00:00'          | received
                    recorded BETWEEN TIMESTAMP '2026-03-01 10:00:00' AND TIMESTAMP '2026-03-01 11:00:00' | recorded
                    """)
    void conditionsThatTheSourceCanJudgeLeaveThePlan(String condition, String expected) {
        String query = "SELECT behind FROM frames WHERE " + condition;

        assertThat(tables.scan(query))
                .contains("filter=[")
                .doesNotContain("filter=[]")
                .contains(expected);
        assertThat(tables.session.explainSql(query)).doesNotContain("where=");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    behind > 3
                    camera LIKE 'd%r'
                    CHAR_LENGTH(camera) = 4
                    is_key OR behind > 3
                    recorded < received
                    """)
    void allOtherConditionsStayInThePlan(String condition) {
        String query = "SELECT track FROM frames WHERE " + condition;

        assertThat(tables.scan(query)).contains("filter=[]");
        assertThat(tables.session.explainSql(query)).contains("where=");
    }

    @Test
    void aLimitIsPushedDownInBatchMode() {
        assertThat(batch.scan("SELECT track FROM frames LIMIT 7")).contains("limit=[7]");
    }

    @Test
    void aWatermarkIsPushedDownAndConditionsBehindItOnlyNarrowWhatIsRead() {
        tables.create(
                "timed",
                FRAMES + ", WATERMARK FOR recorded AS recorded - INTERVAL '5' SECOND",
                tables.options("stream", "door;gate", "scan.row", "frame"));
        String query = "SELECT recorded FROM timed WHERE camera = 'door' AND track = 1";

        assertThat(tables.scan(query))
                .contains("watermark=[-(")
                .contains("filter=[=(camera")
                .doesNotContain("track, 1");
        assertThat(tables.session.explainSql(query))
                .contains("where=[((camera = 'door') AND (track = 1))]");
    }

    @Test
    void aSourceWatermarkIsPushedDown() {
        tables.create(
                "timed",
                FRAMES + ", WATERMARK FOR received AS SOURCE_WATERMARK()",
                tables.options("stream", "door", "scan.row", "frame"));

        assertThat(tables.scan("SELECT received FROM timed"))
                .contains("watermark=[SOURCE_WATERMARK()]");
    }
}
