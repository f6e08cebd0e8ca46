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

package io.github.flinkkvs.examples.manual;

import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.internal.TableEnvironmentInternal;
import org.apache.flink.table.operations.ModifyOperation;
import org.apache.flink.table.operations.Operation;
import org.apache.flink.table.operations.QueryOperation;
import org.apache.flink.table.operations.ddl.CreateOperation;
import org.apache.flink.table.operations.ddl.CreateTableOperation;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Flink's planner takes each sample of SQL. A page is read from its top: what a sample creates is
 * there for those behind it.
 */
class SqlSamplesTest {

    private final Map<Page, TableEnvironment> sessions = new HashMap<>();

    @Test
    void everySampleIsPlanned() {
        List<String> problems = new ArrayList<>();
        int statements = 0;
        for (CodeBlock block : Page.blocks("sql")) {
            TableEnvironment session =
                    sessions.computeIfAbsent(
                            block.page(),
                            page -> TableEnvironment.create(EnvironmentSettings.inStreamingMode()));
            for (Statement statement : Statement.of(block)) {
                statements++;
                try {
                    plan(statement.text(), session);
                } catch (RuntimeException e) {
                    problems.add(block.at(statement.line()) + ": " + messages(e));
                }
            }
        }

        assertThat(statements).isPositive();
        assertThat(problems).isEmpty();
    }

    private static void plan(String statement, TableEnvironment session) {
        Operation operation =
                ((TableEnvironmentInternal) session).getParser().parse(statement).get(0);
        if (operation instanceof CreateTableOperation table) {
            String name = table.getTableIdentifier().asSerializableString();
            session.executeSql("DROP TABLE IF EXISTS " + name);
            session.executeSql(statement);
            if ("kvs-media".equals(table.getCatalogTable().getOptions().get("connector"))) {
                session.explainSql("SELECT * FROM " + name);
            }
        } else if (operation instanceof CreateOperation) {
            session.executeSql(statement);
        } else if (operation instanceof QueryOperation || operation instanceof ModifyOperation) {
            session.explainSql(statement);
        }
    }

    private static String messages(Throwable error) {
        List<String> messages = new ArrayList<>();
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            messages.add(String.valueOf(cause.getMessage()));
        }
        return String.join(" / ", messages);
    }

    /**
     * A statement, up to a semicolon at the end of a line.
     *
     * @param line where it begins in its block, from 1
     */
    private record Statement(String text, int line) {

        static List<Statement> of(CodeBlock block) {
            List<Statement> statements = new ArrayList<>();
            StringBuilder text = new StringBuilder();
            int start = 1;
            for (int i = 0; i < block.lines().size(); i++) {
                String line = block.lines().get(i).replaceAll("\\s+--.*|^--.*|\\s+$", "");
                boolean isEnd = line.endsWith(";") || i == block.lines().size() - 1;
                text.append(line, 0, line.endsWith(";") ? line.length() - 1 : line.length());
                text.append('\n');
                if (text.toString().isBlank()) {
                    text.setLength(0);
                    start = i + 2;
                } else if (isEnd) {
                    statements.add(new Statement(text.toString(), start));
                    text.setLength(0);
                    start = i + 2;
                }
            }
            return statements;
        }
    }
}
