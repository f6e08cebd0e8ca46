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
import io.github.flinkkvs.emulator.store.StoredFragment;

import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** Every column of a row, through the planner, beside what the streams hold. */
class MetadataITCase {

    private static final int FRAGMENTS = 3;

    @RegisterExtension static final MiniClusterExtension CLUSTER = TestingCluster.create();

    private final KvsEmulator emulator = KvsEmulator.start();
    private final TestingCameras cameras = new TestingCameras(emulator);
    private final TestingTables tables = TestingTables.batch(emulator);
    private final EmulatedStream door = cameras.record("door", FRAGMENTS);

    @AfterEach
    void closeEmulator() {
        emulator.close();
    }

    /** A column of each metadata, with the type that it has by itself. */
    static String allColumns(ScanRow row) {
        return MediaMetadata.of(row, false).values().stream()
                .map(
                        metadata ->
                                "`%s` %s METADATA"
                                        .formatted(
                                                metadata.key(),
                                                metadata.type()
                                                        .getLogicalType()
                                                        .asSerializableString()))
                .collect(Collectors.joining(", "));
    }

    @Test
    void aRowOfAFragmentHasAllThatTheServiceAndTheProducerSay() throws Exception {
        tables.create(
                "fragments",
                "media BYTES, " + allColumns(ScanRow.FRAGMENT),
                tables.stored(cameras, "stream", door.arn()));

        List<Row> rows = tables.query("SELECT * FROM fragments");

        assertThat(rows).hasSize(FRAGMENTS);
        for (int i = 0; i < FRAGMENTS; i++) {
            StoredFragment stored = door.fragments().get(i);
            Row row = rows.get(i);
            assertThat((byte[]) row.getField("media")).startsWith(0x1A, 0x45, 0xDF, 0xA3);
            assertThat(row.getField("stream-name")).isEqualTo("door");
            assertThat(row.getField("stream-arn")).isEqualTo(door.arn());
            assertThat(row.getField("fragment-number")).isEqualTo(stored.number());
            assertThat(row.getField("continuation-token")).isEqualTo(stored.number());
            assertThat(row.getField("producer-timestamp")).isEqualTo(stored.producerTimestamp());
            assertThat(row.getField("server-timestamp")).isEqualTo(stored.serverTimestamp());
            assertThat((Long) row.getField("millis-behind-now")).isGreaterThan(3_000_000);
            Map<?, ?> tags = (Map<?, ?>) row.getField("fragment-tags");
            assertThat(tags).hasSize(1);
            assertThat((String[]) tags.get("second")).containsExactly(String.valueOf(i));
            assertThat((Row[]) row.getField("tracks")).hasSize(2);
        }
    }

    @Test
    void tracksAreRowsOfWhatIsKnownOfThem() throws Exception {
        tables.create(
                "fragments",
                "tracks " + MediaMetadata.TRACKS.type().getLogicalType() + " METADATA",
                tables.stored(cameras, "stream", "door"));

        List<Row> rows =
                tables.query("SELECT t.* FROM fragments CROSS JOIN UNNEST(tracks) AS t LIMIT 2");

        assertThat(rows)
                .map(row -> row.toString())
                .containsExactlyInAnyOrder(
                        "+I[1, video, V_MPEG4/ISO/AVC, video, null, [1, 2, 3], null, 64, 48, null, null, null]",
                        "+I[2, audio, A_PCM/INT/LIT, events, null, null, null, null, null, 8000.0, 1, 16]");
    }

    @Test
    void tagsThatAreDeclaredWithOneValueHaveTheLast() throws Exception {
        tables.create(
                "fragments",
                "t MAP<STRING, STRING> METADATA FROM 'fragment-tags'",
                tables.stored(cameras, "stream", "door"));

        assertThat(tables.sorted("SELECT t['second'] FROM fragments"))
                .containsExactly("+I[0]", "+I[1]", "+I[2]");
    }

    @Test
    void aRowOfAFrameHasItsOwnMetadataBesideItsFragments() throws Exception {
        tables.create(
                "frames",
                "data BYTES, " + allColumns(ScanRow.FRAME),
                tables.stored(cameras, "stream", "door", "scan.row", "frame"));

        List<Row> rows = tables.query("SELECT * FROM frames");

        assertThat(rows).hasSize(FRAGMENTS * TestingCameras.FRAMES_EACH);
        Row key = rows.get(TestingCameras.FRAMES_EACH);
        assertThat(new String((byte[]) key.getField("data"), UTF_8)).isEqualTo("key-1");
        assertThat(key.getField("stream-arn")).isNull();
        assertThat(key.getField("fragment-number")).isEqualTo(door.fragments().get(1).number());
        assertThat(key.getField("frame-index")).isEqualTo(0);
        assertThat(key.getField("track-number")).isEqualTo(1L);
        assertThat(key.getField("track-name")).isEqualTo("video");
        assertThat(key.getField("codec-id")).isEqualTo("V_MPEG4/ISO/AVC");
        assertThat(key.getField("codec-private")).isEqualTo(new byte[] {1, 2, 3});
        assertThat(key.getField("key-frame")).isEqualTo(true);
        assertThat(key.getField("width")).isEqualTo(64);
        assertThat(key.getField("height")).isEqualTo(48);
        assertThat(key.getField("sampling-rate")).isNull();
        Row event = rows.get(TestingCameras.FRAMES_EACH + 3);
        assertThat(event.getField("frame-timestamp"))
                .isEqualTo(cameras.begin.plusSeconds(1).plusMillis(600));
        assertThat(event.getField("frame-duration")).isNull();
        assertThat(event.getField("sampling-rate")).isEqualTo(8_000.0);
        assertThat(event.getField("channels")).isEqualTo(1);
        assertThat(event.getField("codec-private")).isNull();
        assertThat(event.getField("width")).isNull();
    }

    @Test
    void thePayloadOfAFragmentIsTheChunkAsItWasReceived() throws Exception {
        tables.create("fragments", "media BYTES", tables.stored(cameras, "stream", "door"));

        List<byte[]> payloads = new ArrayList<>();
        tables.query("SELECT media FROM fragments")
                .forEach(row -> payloads.add((byte[]) row.getField(0)));

        ByteArrayOutputStream all = new ByteArrayOutputStream();
        payloads.forEach(all::writeBytes);
        assertThat(payloads).hasSize(FRAGMENTS);
        assertThat(new String(all.toByteArray(), UTF_8))
                .contains("key-0", "delta-2", "AWS_KINESISVIDEO_CONTINUATION_TOKEN");
    }

    @Test
    void framesOfADataTrackAreDecodedByAFormatBesideTheirMetadata() throws Exception {
        tables.create(
                "events",
                "camera STRING, `second` INT, event STRING,"
                        + " track BIGINT METADATA FROM 'track-number',"
                        + " happened TIMESTAMP_LTZ(3) METADATA FROM 'frame-timestamp'",
                tables.stored(cameras, "stream", "door", "scan.row", "frame", "format", "json"));

        assertThat(tables.sorted("SELECT event, `second`, track FROM events WHERE track = 2"))
                .containsExactly(
                        "+I[a, 0, 2]",
                        "+I[a, 1, 2]",
                        "+I[a, 2, 2]",
                        "+I[b, 0, 2]",
                        "+I[b, 1, 2]",
                        "+I[b, 2, 2]");
        assertThat(tables.query("SELECT COUNT(*) FROM events WHERE track = 2").get(0).getField(0))
                .isEqualTo(6L);
    }

    @Test
    void aFrameThatTheFormatCannotDecodeIsNamed() {
        tables.create(
                "events",
                "camera STRING",
                tables.stored(cameras, "stream", "door", "scan.row", "frame", "format", "json"));

        assertThat(catchThrowable(() -> tables.query("SELECT camera FROM events")))
                .hasStackTraceContaining("frame 0 of track 1 cannot be decoded")
                .hasStackTraceContaining("stream door")
                .hasStackTraceContaining(door.fragments().get(0).number());
    }
}
