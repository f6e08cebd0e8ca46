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

import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A session of SQL in which tables of the emulator's streams are made and queried. */
final class TestingTables {

    final TableEnvironment session;

    private final KvsEmulator emulator;

    private TestingTables(KvsEmulator emulator, EnvironmentSettings settings) {
        this.emulator = emulator;
        this.session = TableEnvironment.create(settings);
        session.getConfig().set("parallelism.default", "2");
        session.getConfig().set("table.local-time-zone", "UTC");
    }

    static TestingTables streaming(KvsEmulator emulator) {
        return new TestingTables(emulator, EnvironmentSettings.inStreamingMode());
    }

    static TestingTables batch(KvsEmulator emulator) {
        return new TestingTables(emulator, EnvironmentSettings.inBatchMode());
    }

    /** The options that every table of the emulator has. */
    Map<String, String> options(String... more) {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("connector", "kvs-media");
        options.put("aws.endpoint", emulator.endpoint().toString());
        options.put("aws.region", "us-east-1");
        options.put("aws.credentials.basic.accesskeyid", "test");
        options.put("aws.credentials.basic.secretkey", "very-secret");
        for (int i = 0; i < more.length; i += 2) {
            options.put(more[i], more[i + 1]);
        }
        return options;
    }

    /** The options of a table that holds what is stored. */
    Map<String, String> stored(TestingCameras cameras, String... more) {
        Map<String, String> options = options(more);
        options.put("scan.startup.mode", "earliest");
        options.put("scan.bounded.mode", "server-timestamp");
        options.put("scan.bounded.timestamp", cameras.end().toString());
        return options;
    }

    TestingTables create(String name, String columns, Map<String, String> options) {
        session.executeSql(statement(name, columns, options));
        return this;
    }

    static String statement(String name, String columns, Map<String, String> options) {
        return "CREATE TEMPORARY TABLE %s (%s) WITH (%s)"
                .formatted(
                        name,
                        columns,
                        options.entrySet().stream()
                                .map(o -> "'%s' = '%s'".formatted(o.getKey(), o.getValue()))
                                .collect(Collectors.joining(", ")));
    }

    List<Row> query(String sql) throws Exception {
        List<Row> rows = new ArrayList<>();
        try (CloseableIterator<Row> result = session.executeSql(sql).collect()) {
            result.forEachRemaining(rows::add);
        }
        return rows;
    }

    /** The rows as text, sorted. */
    List<String> sorted(String sql) throws Exception {
        return query(sql).stream().map(Row::toString).sorted().toList();
    }

    /** The part of the plan that says what the source does. */
    String scan(String sql) {
        return session.explainSql(sql)
                .lines()
                .filter(line -> line.contains("TableSourceScan"))
                .reduce((first, last) -> last)
                .orElse("");
    }
}
