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

package io.github.flinkkvs.media.decode.table;

import io.github.flinkkvs.emulator.EmulatedStream;
import io.github.flinkkvs.emulator.KvsEmulator;
import io.github.flinkkvs.emulator.media.camera.SyntheticCamera;

import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import javax.imageio.ImageIO;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The functions in queries, over the emulator's camera. */
class JpegFunctionsITCase {

    private static final int SECONDS = 4;

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(2)
                            .build());

    private final KvsEmulator emulator = KvsEmulator.start();
    private final TableEnvironment session =
            TableEnvironment.create(EnvironmentSettings.inBatchMode());

    @BeforeEach
    void recordAndDeclare() {
        EmulatedStream door = emulator.createStream("door");
        SyntheticCamera camera =
                SyntheticCamera.builder("door").size(320, 240).framesPerSecond(5).build();
        Instant begin = Instant.now().minus(Duration.ofHours(1));
        door.storePast(camera, begin, Duration.ofSeconds(SECONDS));
        session.getConfig().set("parallelism.default", "1");
        for (String function :
                List.of("DecodeJpeg", "TryDecodeJpeg", "FragmentJpeg", "TryFragmentJpeg")) {
            session.executeSql(
                    "CREATE TEMPORARY SYSTEM FUNCTION %s AS '%s.%s'"
                            .formatted(
                                    function.replaceAll("(?<=[a-z])(?=[A-Z])", "_"),
                                    getClass().getPackageName(),
                                    function));
        }
        declare(
                "frames",
                "media BYTES, key_frame BOOLEAN METADATA FROM 'key-frame',"
                        + " codec_id STRING METADATA FROM 'codec-id',"
                        + " codec_private BYTES METADATA FROM 'codec-private'",
                "frame");
        declare("fragments", "media BYTES", "fragment");
    }

    @AfterEach
    void closeEmulator() {
        emulator.close();
    }

    @Test
    void keyFramesAreJpegFiles() throws Exception {
        List<Row> rows =
                query(
                        "SELECT DECODE_JPEG(media, codec_id, codec_private),"
                                + " DECODE_JPEG(media, codec_id, codec_private, 80)"
                                + " FROM frames WHERE key_frame");

        assertThat(rows).hasSize(SECONDS);
        for (Row row : rows) {
            BufferedImage whole = image(row.getField(0));
            assertThat(whole.getWidth()).isEqualTo(320);
            assertThat(whole.getHeight()).isEqualTo(240);
            assertThat(image(row.getField(1)).getWidth()).isEqualTo(80);
        }
    }

    @Test
    void fragmentsAreJpegFilesOfTheirFirstKeyFrame() throws Exception {
        List<Row> rows = query("SELECT FRAGMENT_JPEG(media, 160) FROM fragments");

        assertThat(rows).hasSize(SECONDS);
        assertThat(image(rows.get(0).getField(0)).getWidth()).isEqualTo(160);
    }

    @Test
    void whatCannotBeDecodedIsNullForThoseWhoTry() throws Exception {
        assertThat(
                        query(
                                "SELECT TRY_DECODE_JPEG(media, codec_id, codec_private),"
                                        + " TRY_FRAGMENT_JPEG(media) FROM frames"
                                        + " WHERE NOT key_frame"))
                .hasSize(SECONDS * 4)
                .allMatch(row -> row.getField(0) == null && row.getField(1) == null);
    }

    @Test
    void whatCannotBeDecodedFailsTheQueryWithTheReason() {
        assertThatThrownBy(
                        () ->
                                query(
                                        "SELECT DECODE_JPEG(media, 'V_PRORES', codec_private)"
                                                + " FROM frames"))
                .hasStackTraceContaining(
                        "DECODE_JPEG cannot make a picture: no decoder for the codec: V_PRORES");
        assertThatThrownBy(() -> query("SELECT FRAGMENT_JPEG(media) FROM frames"))
                .hasStackTraceContaining("TRY_FRAGMENT_JPEG would make null of it");
    }

    @Test
    void nullMakesNull() throws Exception {
        assertThat(
                        query(
                                "SELECT DECODE_JPEG(CAST(NULL AS BYTES), 'V_MJPEG',"
                                        + " CAST(NULL AS BYTES)),"
                                        + " FRAGMENT_JPEG(CAST(NULL AS BYTES), 80)"))
                .containsExactly(Row.of(null, null));
    }

    private static BufferedImage image(Object jpeg) throws IOException {
        return ImageIO.read(new ByteArrayInputStream((byte[]) jpeg));
    }

    private void declare(String table, String columns, String row) {
        session.executeSql(
                "CREATE TEMPORARY TABLE %s (%s) WITH ('connector' = 'kvs-media', 'stream' = 'door', 'aws.endpoint' = '%s', 'aws.region' = 'us-east-1', 'aws.credentials.basic.accesskeyid' = 'test', 'aws.credentials.basic.secretkey' = 'very-secret', 'scan.startup.mode' = 'earliest', 'scan.bounded.mode' = 'now', 'scan.row' = '%s')"
                        .formatted(table, columns, emulator.endpoint(), row));
    }

    private List<Row> query(String sql) throws Exception {
        List<Row> rows = new ArrayList<>();
        try (CloseableIterator<Row> result = session.executeSql(sql).collect()) {
            result.forEachRemaining(rows::add);
        }
        return rows;
    }
}
