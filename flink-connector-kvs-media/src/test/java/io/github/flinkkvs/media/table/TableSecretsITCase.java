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

import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.api.ExplainDetail;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.catalog.CatalogTable;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.catalog.ObjectIdentifier;
import org.apache.flink.table.catalog.ResolvedCatalogTable;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.ExceptionUtils;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.Map;

import static org.apache.flink.table.api.DataTypes.BYTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** What is shown of a table and of its queries holds no secret. */
class TableSecretsITCase {

    private static final String COLUMNS =
            "media BYTES,"
                    + " camera STRING METADATA FROM 'stream-name',"
                    + " received TIMESTAMP_LTZ(3) METADATA FROM 'server-timestamp',"
                    + " WATERMARK FOR received AS SOURCE_WATERMARK()";
    private static final String QUERY =
            "SELECT media, camera FROM cameras WHERE camera = 'no-such-camera'";
    private static final String[] SECRETS = {"very-secret", "session-token-of-the-table"};

    @RegisterExtension static final MiniClusterExtension CLUSTER = TestingCluster.create();

    private final KvsEmulator emulator = KvsEmulator.start();
    private final TestingTables tables = TestingTables.streaming(emulator);
    private final Map<String, String> options =
            tables.options(
                    "stream", "no-such-camera", "aws.credentials.basic.sessiontoken", SECRETS[1]);

    @BeforeEach
    void createTable() {
        tables.create("cameras", COLUMNS, options);
    }

    @AfterEach
    void closeEmulator() {
        emulator.close();
    }

    @Test
    void explainShowsNone() {
        String plan = tables.session.explainSql(QUERY, ExplainDetail.values());

        assertThat(plan).contains("cameras", "no-such-camera").doesNotContain(SECRETS);
    }

    @Test
    void theTableSourceShowsNone() {
        DynamicTableSource source =
                FactoryUtil.createDynamicTableSource(
                        new KvsMediaTableFactory(),
                        ObjectIdentifier.of("here", "db", "cameras"),
                        new ResolvedCatalogTable(
                                CatalogTable.newBuilder()
                                        .schema(Schema.newBuilder().build())
                                        .options(options)
                                        .build(),
                                ResolvedSchema.of(Column.physical("media", BYTES()))),
                        Map.of(),
                        new Configuration(),
                        getClass().getClassLoader(),
                        true);

        assertThat(source.asSummaryString()).contains("KvsMedia").doesNotContain(SECRETS);
        assertThat(source.toString()).doesNotContain(SECRETS);
        assertThat(source.copy().toString()).doesNotContain(SECRETS);
    }

    @Test
    void aQueryThatFailsShowsNone() {
        Throwable error = catchThrowable(() -> tables.query(QUERY));

        assertThat(ExceptionUtils.stringifyException(error))
                .contains("ResourceNotFoundException", "no-such-camera")
                .doesNotContain(SECRETS);
    }
}
