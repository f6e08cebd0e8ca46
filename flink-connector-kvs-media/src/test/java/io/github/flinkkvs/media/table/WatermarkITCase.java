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

import org.apache.flink.test.junit5.MiniClusterExtension;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** Windows over event time, with watermarks that the source makes for each stream. */
class WatermarkITCase {

    private static final int FRAGMENTS = 30;
    private static final String WINDOWS =
            "SELECT camera, COUNT(*) FROM TABLE(TUMBLE(TABLE %s, DESCRIPTOR(%s), INTERVAL '10' SECOND))"
                    + " GROUP BY camera, window_start, window_end";

    @RegisterExtension static final MiniClusterExtension CLUSTER = TestingCluster.create();

    private final KvsEmulator emulator = KvsEmulator.start();
    private final TestingCameras cameras = new TestingCameras(emulator);
    private final TestingTables tables = TestingTables.streaming(emulator);

    @BeforeEach
    void recordTwoCameras() {
        cameras.record("door", FRAGMENTS);
        cameras.record("gate", FRAGMENTS);
    }

    @AfterEach
    void closeEmulator() {
        emulator.close();
    }

    private void createTable(String watermark, String... options) {
        boolean isOfFrames = watermark.contains("happened");
        tables.create(
                "cameras",
                "media BYTES,"
                        + " camera STRING METADATA FROM 'stream-name',"
                        + " recorded TIMESTAMP_LTZ(3) METADATA FROM 'producer-timestamp',"
                        + " received TIMESTAMP_LTZ(3) METADATA FROM 'server-timestamp',"
                        + (isOfFrames
                                ? " happened TIMESTAMP_LTZ(3) METADATA FROM 'frame-timestamp',"
                                : "")
                        + watermark,
                tables.stored(cameras, options));
    }

    private static long total(List<String> windows) {
        return windows.stream()
                .mapToLong(row -> Long.parseLong(row.replaceAll("^.*, (\\d+)]$", "$1")))
                .sum();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    recorded | recorded - INTERVAL '1' SECOND | fragment
                    recorded | SOURCE_WATERMARK()             | fragment
                    received | SOURCE_WATERMARK()             | fragment
                    happened | SOURCE_WATERMARK()             | frame
                    """)
    void noRowIsLateThoughStreamsAreReadOneAheadOfTheOther(
            String column, String watermark, String row) throws Exception {
        createTable(
                "WATERMARK FOR " + column + " AS " + watermark,
                "stream",
                "door;gate",
                "scan.row",
                row);

        List<String> windows = tables.sorted(WINDOWS.formatted("cameras", column));

        int each = row.equals("frame") ? TestingCameras.FRAMES_EACH : 1;
        assertThat(total(windows)).isEqualTo(2L * FRAGMENTS * each);
        assertThat(windows).hasSizeGreaterThanOrEqualTo(6);
    }

    @Test
    void conditionsBehindTheWatermarkGiveTheRowsThatPassThem() throws Exception {
        createTable("WATERMARK FOR recorded AS SOURCE_WATERMARK()", "stream", "door;gate");

        tables.session.executeSql(
                "CREATE TEMPORARY VIEW gate AS SELECT * FROM cameras WHERE camera = 'gate'");

        List<String> windows = tables.sorted(WINDOWS.formatted("gate", "recorded"));

        assertThat(total(windows)).isEqualTo(FRAGMENTS);
        assertThat(windows).allMatch(row -> row.contains("gate"));
        assertThat(emulator.sessionLog()).allMatch(session -> session.stream().equals("gate"));
    }
}
