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

package io.github.flinkkvs.e2e.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Flink's SQL Client, {@code bin/sql-client.sh} of its download. */
public final class SqlClient {

    private final FlinkDistribution flink;
    private final Path folder;
    private final Map<String, String> environment;
    private final Path log4j;

    SqlClient(FlinkDistribution flink, Path folder, Map<String, String> environment, Path log4j) {
        this.flink = flink;
        this.folder = folder;
        this.environment = environment;
        this.log4j = log4j;
    }

    /**
     * Runs a script to its end. The client exits with 0 even if a statement fails: ask the output.
     *
     * @param connector the one jar that is added to Flink
     */
    public SqlOutput run(Path script, Path connector, Duration longest) {
        String name = "sql-" + script.getFileName().toString().replace(".sql", "");
        List<String> command = flink.client(log4j, "org.apache.flink.table.client.SqlClient");
        // Its history of statements goes to the home folder otherwise.
        command.addAll(List.of("--history", folder.resolve("history").toString()));
        command.addAll(List.of("-j", connector.toString(), "-f", script.toString()));
        try (JavaProcess client = JavaProcess.start(name, folder, environment, command)) {
            client.exitValueWithin(longest);
            return new SqlOutput(client.output());
        }
    }
}
