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

import org.junit.jupiter.api.Test;

import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class SqlOutputTest {

    @Test
    void rowsOfAllResultsAreReadByTheNamesOfTheirColumns() {
        SqlOutput output =
                new SqlOutput(
                        """
                        Flink SQL> \u001b[34;1m[INFO] Execute statement succeeded.\u001b[0m

                        Flink SQL> SELECT a FROM t)+----+---+
                        | op | a |
                        +----+---+
                        | +I | 1 |
                        | +I | 2 |
                        +----+---+
                        Received a total of 2 rows (1.00 seconds)

                        Flink SQL> +----+---+
                        | op | b |
                        +----+---+
                        Empty set

                        Flink SQL> +---------+
                        |       c |
                        +---------+
                        | a place |
                        +---------+
                        1 row in set
                        """);

        assertThat(output.rows())
                .containsExactly(
                        Map.of("op", "+I", "a", "1"),
                        Map.of("op", "+I", "a", "2"),
                        Map.of("c", "a place"));
        assertThat(output.hasError()).isFalse();
        assertThat(output.text()).startsWith("Flink SQL> [INFO] Execute");
    }

    @Test
    void aFailedStatementIsSeenThoughTheClientEndsWithZero() {
        SqlOutput output =
                new SqlOutput("\u001b[31;1m[ERROR] Could not execute SQL statement. Reason:\n");

        assertThat(output.hasError()).isTrue();
        assertThat(output.rows()).isEmpty();
    }
}
