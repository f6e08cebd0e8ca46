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

package io.github.flinkkvs.sqljar;

import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Runs statements of SQL, and answers with the last one's rows as text. It is loaded anew beside
 * Flink, where it sees nothing else, so all that goes in and out is of Java's own types.
 */
public final class SqlScript implements Function<List<String>, List<String>> {

    /** Called by name, in another class loader than the test's. */
    public SqlScript() {}

    @Override
    public List<String> apply(List<String> statements) {
        TableEnvironment session = TableEnvironment.create(EnvironmentSettings.inBatchMode());
        session.getConfig().set("parallelism.default", "1");
        int last = statements.size() - 1;
        statements.subList(0, last).forEach(session::executeSql);
        List<String> rows = new ArrayList<>();
        try (CloseableIterator<Row> result = session.executeSql(statements.get(last)).collect()) {
            result.forEachRemaining(row -> rows.add(row.toString()));
        } catch (Exception e) {
            throw new IllegalStateException("Cannot run " + statements.get(last), e);
        }
        return rows;
    }
}
