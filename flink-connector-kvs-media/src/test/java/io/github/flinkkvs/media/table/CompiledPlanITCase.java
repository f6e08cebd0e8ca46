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

import org.apache.flink.table.api.CompiledPlan;
import org.apache.flink.table.api.PlanReference;
import org.apache.flink.test.junit5.MiniClusterExtension;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** A plan that was compiled, written, read and run does what its query does. */
class CompiledPlanITCase {

    private static final String COLUMNS =
            "media BYTES,"
                    + " camera STRING METADATA FROM 'stream-name',"
                    + " tags MAP<STRING, STRING> METADATA FROM 'fragment-tags',"
                    + " received TIMESTAMP_LTZ(3) METADATA FROM 'server-timestamp',"
                    + " WATERMARK FOR received AS SOURCE_WATERMARK()";

    @RegisterExtension static final MiniClusterExtension CLUSTER = TestingCluster.create();

    private final KvsEmulator emulator = KvsEmulator.start();
    private final TestingCameras cameras = new TestingCameras(emulator);

    @TempDir Path folder;

    @AfterEach
    void closeEmulator() {
        emulator.close();
    }

    private TestingTables session(String... options) {
        TestingTables tables = TestingTables.streaming(emulator);
        tables.create("cameras", COLUMNS, tables.stored(cameras, options));
        tables.create(
                "written",
                "camera STRING, tag STRING",
                Map.of(
                        "connector", "filesystem",
                        "path", folder.toUri().toString(),
                        "format", "json"));
        return tables;
    }

    private List<String> lines() throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                lines.addAll(Files.readAllLines(file));
            }
        }
        lines.sort(null);
        return lines;
    }

    @Test
    void aPlanRunsInAnotherSessionWithWhatWasPushedDownToIt() throws Exception {
        cameras.record("door", 3);
        cameras.record("gate", 3);
        CompiledPlan compiled =
                session("stream", "door;gate")
                        .session
                        .compilePlanSql(
                                "INSERT INTO written SELECT camera, tags['second'] FROM cameras WHERE camera = 'gate'");
        String json = compiled.asJsonString();

        session("stream", "door;gate")
                .session
                .loadPlan(PlanReference.fromJsonString(json))
                .execute()
                .await();

        assertThat(json).contains("ReadingMetadata", "FilterPushDown", "SourceWatermark");
        assertThat(lines())
                .containsExactly(
                        "{\"camera\":\"gate\",\"tag\":\"0\"}",
                        "{\"camera\":\"gate\",\"tag\":\"1\"}",
                        "{\"camera\":\"gate\",\"tag\":\"2\"}");
        assertThat(emulator.sessionLog()).allMatch(session -> session.stream().equals("gate"));
    }

    @Test
    void aPlanTakesTheStreamsThatTheCatalogHasNow() throws Exception {
        cameras.record("door", 2);
        cameras.record("yard", 2);
        TestingTables before = session("stream", "door");
        before.session.getConfig().set("table.plan.compile.catalog-objects", "ALL");
        String json =
                before.session
                        .compilePlanSql("INSERT INTO written SELECT camera, 'x' FROM cameras")
                        .asJsonString();

        session("stream", "yard")
                .session
                .loadPlan(PlanReference.fromJsonString(json))
                .execute()
                .await();

        assertThat(lines())
                .containsExactly(
                        "{\"camera\":\"yard\",\"tag\":\"x\"}",
                        "{\"camera\":\"yard\",\"tag\":\"x\"}");
    }

    /**
     * FLINK-39421: Flink cannot read such a plan with a condition on metadata that it pushed down.
     */
    @Test
    void aPlanOfATableWithoutWatermarkIsCompiledWithoutPushingConditionsDown() throws Exception {
        cameras.record("door", 2);
        cameras.record("gate", 2);
        TestingTables first = withoutWatermark();
        first.session.getConfig().set("table.optimizer.source.predicate-pushdown-enabled", "false");
        String json =
                first.session
                        .compilePlanSql(
                                "INSERT INTO written SELECT camera, 'x' FROM plain WHERE camera = 'gate'")
                        .asJsonString();

        withoutWatermark().session.loadPlan(PlanReference.fromJsonString(json)).execute().await();

        assertThat(lines())
                .containsExactly(
                        "{\"camera\":\"gate\",\"tag\":\"x\"}",
                        "{\"camera\":\"gate\",\"tag\":\"x\"}");
    }

    private TestingTables withoutWatermark() {
        TestingTables tables = session("stream", "door;gate");
        return tables.create(
                "plain",
                "camera STRING METADATA FROM 'stream-name'",
                tables.stored(cameras, "stream", "door;gate"));
    }
}
