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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** A verdict that finds nothing must be able to find something. */
class SoakVerdictTest {
    private static final List<String> STORED = List.of("a 1 x", "b 1 x", "a 2 y", "a 3 z");

    @TempDir private Path folder;

    @Test
    void allOnceAndInOrderIsClean() throws IOException {
        SoakVerdict verdict = on(List.of("a 1 x", "b 1 x"), List.of("a 2 y", "a 3 z"));

        assertThat(verdict.isClean()).isTrue();
    }

    @Test
    void eachFlawIsCounted() throws IOException {
        assertThat(on(List.of("a 1 x", "b 1 x", "a 3 z"))).hasToString(flaws(1, 0, 0, 0, 0));
        assertThat(on(STORED, List.of("b 1 x"))).hasToString(flaws(0, 1, 1, 0, 0));
        assertThat(on(List.of("b 1 x", "a 2 y", "a 1 x", "a 3 z")))
                .hasToString(flaws(0, 0, 1, 0, 0));
        assertThat(on(List.of("a 1 x", "b 1 x", "a 3 z"), List.of("a 2 y")))
                .hasToString(flaws(0, 0, 1, 0, 0));
        assertThat(on(List.of("a 1 x", "b 1 x", "a 2 -", "a 3 z")))
                .hasToString(flaws(0, 0, 0, 1, 0));
        assertThat(on(STORED, List.of("a 4 x", "c 1 x"))).hasToString(flaws(0, 0, 0, 0, 2));
    }

    private static String flaws(int missing, int doubled, int order, int bytes, int unknown) {
        return String.format(
                "%d missing, %d doubled, %d out of order, %d with wrong bytes, %d never stored",
                missing, doubled, order, bytes, unknown);
    }

    @SafeVarargs
    private SoakVerdict on(List<String>... committed) throws IOException {
        Path ledger = Files.write(folder.resolve("ledger"), STORED);
        List<Path> files = new ArrayList<>();
        for (List<String> lines : committed) {
            files.add(Files.write(folder.resolve("file-" + files.size()), lines));
        }
        return SoakVerdict.on(ledger, files);
    }
}
