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

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The scripts of PyFlink, as far as that is known without PyFlink: their Python and their SQL. */
class PythonScriptsTest {

    @Test
    void everyScriptIsPython() throws Exception {
        assumeTrue(hasPython(), "Python is not installed");
        for (Path script : scripts()) {
            Process python =
                    new ProcessBuilder(
                                    "python3", "-c", "import ast,sys; ast.parse(sys.stdin.read())")
                            .redirectInput(script.toFile())
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();

            assertThat(python.waitFor()).as(script.toString()).isZero();
        }
    }

    @Test
    void everyStatementOfAScriptIsPlanned() throws IOException {
        for (Path script : scripts()) {
            TableEnvironment session =
                    TableEnvironment.create(EnvironmentSettings.inStreamingMode());
            List<String> statements = statements(script);
            for (String statement : statements) {
                if (statement.startsWith("SELECT")) {
                    assertThat(session.explainSql(statement)).contains("Optimized Execution Plan");
                } else {
                    session.executeSql(statement);
                }
            }
            assertThat(statements).as(script.toString()).hasSizeGreaterThan(1);
        }
    }

    /** The texts in triple quotes that are assigned to a name. */
    private static List<String> statements(Path script) throws IOException {
        return Stream.of(Files.readString(script).split("\\n[A-Z_]+ = \"\"\""))
                .skip(1)
                .map(text -> text.substring(0, text.indexOf("\"\"\"")).strip())
                .toList();
    }

    private static List<Path> scripts() throws IOException {
        try (Stream<Path> files = Files.list(Page.ROOT.resolve("examples/python"))) {
            return files.filter(file -> file.toString().endsWith(".py")).toList();
        }
    }

    private static boolean hasPython() throws InterruptedException {
        try {
            return new ProcessBuilder("python3", "--version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
