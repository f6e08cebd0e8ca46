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

package io.github.flinkkvs.e2e;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** The judge of the exactly-once test must itself see every kind of fault. */
class VerdictTest {

    private static final IndexLine A = new IndexLine("cam", "1", "aa");
    private static final IndexLine B = new IndexLine("cam", "20", "bb");
    private static final IndexLine C = new IndexLine("cam", "3", "cc");
    private static final IndexLine OTHER = new IndexLine("door", "1", "dd");

    @Test
    void aSplitOverFilesInAnyOrderIsFine() {
        assertThat(judge(List.of(C), List.of(OTHER, A, B))).isEmpty();
    }

    @Test
    void aMissingFragmentIsSeen() {
        assertThat(judge(List.of(A, C), List.of(OTHER)))
                .containsExactly("missing: 1: cam 20 bb", "missing in all: 1");
    }

    @Test
    void aDoubledFragmentIsSeenWithinAFileAndAcrossFiles() {
        assertThat(judge(List.of(A, A, B, C, OTHER), List.of())).contains("doubled in all: 1");
        assertThat(judge(List.of(A, B), List.of(B, C, OTHER)))
                .contains("doubled in all: 1", "overlapping in all: 1");
    }

    @Test
    void aWrongOrderWithinAFileIsSeen() {
        assertThat(judge(List.of(A, C, B), List.of(OTHER)))
                .containsExactly("out of order: cam 20 bb in file-0", "out of order in all: 1");
    }

    @Test
    void rangesThatInterleaveAreSeen() {
        assertThat(judge(List.of(A, C), List.of(B, OTHER))).contains("overlapping in all: 1");
    }

    @Test
    void otherBytesAreSeen() {
        assertThat(judge(List.of(A, B, new IndexLine("cam", "3", "xx")), List.of(OTHER)))
                .contains("other bytes in all: 1");
    }

    @Test
    void fragmentsThatNobodyStoredAreSeen() {
        IndexLine wrongNumber = new IndexLine("cam", "4", "cc");
        IndexLine wrongStream = new IndexLine("gate", "1", "aa");
        assertThat(judge(List.of(A, B, C, wrongNumber), List.of(OTHER, wrongStream)))
                .contains("never stored in all: 1", "of no stream in all: 1");
    }

    private static List<String> judge(List<IndexLine> first, List<IndexLine> second) {
        return new ArrayList<>(
                Verdict.on(
                        Map.of("cam", List.of(A, B, C), "door", List.of(OTHER)),
                        Map.of("file-0", first, "file-1", second)));
    }
}
