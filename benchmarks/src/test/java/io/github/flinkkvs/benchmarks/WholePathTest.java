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

package io.github.flinkkvs.benchmarks;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/** Runs the comparison small, so that it does not rot; its figures mean nothing so small. */
class WholePathTest {
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G'};

    @TempDir private Path folder;

    @Test
    void aSmallComparisonLeavesATableItsFiguresAndAPicture() {
        Path out = folder.resolve("whole-path");

        int exit =
                Benchmarks.commandLine()
                        .execute(
                                "whole-path",
                                "--media=call",
                                "--sessions=2",
                                "--readers=drain,chained,aws_worker,drain_crt,drain_url",
                                "--megabytes=1",
                                "--warm-up=0",
                                "--rounds=1",
                                "--paced-seconds=1",
                                "--heap=400",
                                "--out=" + out);

        assertThat(exit).isZero();
        assertThat(out.resolve("report.txt")).content().contains("CALL x 2", "AWS_WORKER");
        assertThat(out.resolve("figures.csv")).content().startsWith("media,").hasLineCount(8);
        assertThat(out.resolve("cost.png")).binaryContent().startsWith(PNG);
    }
}
