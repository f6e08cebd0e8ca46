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

package io.github.flinkkvs.media.source.reader;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

/** On Flink's own outputs, whose generators speak up every 200 ms, whether or not records come. */
class SplitOutputsTest {

    private static final Set<String> NONE = Set.of();

    private final WatermarkFixture flink = new WatermarkFixture();
    private final PausedSplits paused = new PausedSplits(100);
    private final SplitOutputs<String> outputs = new SplitOutputs<>(paused);

    @BeforeEach
    void readTwoSplits() {
        add("a");
        add("b");
        outputs.attach(flink.output);
    }

    @Test
    void aSilentSplitHoldsTheWatermarkUntilItIsIdle() {
        emit("a", 100);
        flink.tick();
        assertThat(flink.takeEmitted()).containsExactly("r@100");

        outputs.idle(Set.of("b"));
        assertThat(flink.takeEmitted()).containsExactly("watermark 99");
        emit("a", 200);
        flink.tick();
        flink.tick();
        assertThat(flink.takeEmitted()).containsExactly("r@200", "watermark 199");
        assertThat(flink.aligned).containsExactly("a");
    }

    @Test
    void markingASplitIdleWithoutReleasingItIsUndoneByTheNextTick() {
        emit("a", 100);
        flink.tick();
        flink.output.createOutputForSplit("b").markIdle();
        emit("a", 200);
        flink.takeEmitted();
        flink.tick();

        assertThat(flink.takeEmitted()).isEmpty();
    }

    @Test
    void anIdleSplitTakesPartAgainWithItsNextRecord() {
        outputs.idle(Set.of("b"));
        emit("a", 100);
        flink.tick();
        emit("b", 150);
        emit("a", 300);
        flink.tick();

        assertThat(flink.takeEmitted())
                .containsExactly("r@100", "watermark 99", "r@150", "r@300", "watermark 149");
        assertThat(flink.aligned).containsExactly("a", "b");
    }

    @Test
    void anIdleSplitThatIsAboutToSpeakHoldsTheWatermark() {
        outputs.idle(Set.of("b"));
        emit("a", 100);
        flink.tick();
        outputs.awake(Set.of("b"));
        emit("a", 300);
        flink.tick();
        assertThat(flink.takeEmitted()).containsExactly("r@100", "watermark 99", "r@300");

        emit("b", 150);
        flink.tick();
        assertThat(flink.takeEmitted()).containsExactly("r@150", "watermark 149");
    }

    @Test
    void aReaderWhoseSplitsAreAllIdleIsIdleAndWakesWithAnyOfThem() {
        emit("a", 100);
        emit("b", 90);
        flink.tick();
        flink.takeEmitted();

        outputs.idle(Set.of("a", "b"));
        flink.tick();
        flink.tick();
        assertThat(flink.takeEmitted()).last().isEqualTo("idle");

        emit("a", 200);
        flink.tick();
        flink.tick();
        assertThat(flink.takeEmitted()).containsExactly("active", "r@200", "watermark 199");
    }

    @Test
    void itCanTurnIdleManyTimes() {
        for (int round = 1; round <= 5; round++) {
            emit("a", 100L * round);
            emit("b", 100L * round);
            flink.tick();
            flink.takeEmitted();
            outputs.idle(Set.of("a", "b"));
            outputs.idle(Set.of("a", "b"));
            flink.tick();
            assertThat(flink.takeEmitted()).containsExactly("idle");
        }
    }

    @Test
    void aReaderWithoutSplitsIsIdleUntilItGetsOne() {
        SplitOutputs<String> none = new SplitOutputs<>(paused);
        WatermarkFixture other = new WatermarkFixture();
        none.attach(other.output);
        other.tick();
        assertThat(other.takeEmitted()).containsExactly("idle");

        other.output.createOutputForSplit("c");
        none.added(List.of("c"));
        other.tick();
        assertThat(other.takeEmitted()).containsExactly("active");
    }

    @Test
    void aReaderOfASourceThatEndsIsNotIdleBeforeItsFirstSplitNorBehindItsLast() {
        SplitOutputs<String> bounded = new SplitOutputs<>(paused);
        WatermarkFixture other = new WatermarkFixture();
        bounded.ofBoundedSource();
        bounded.attach(other.output);
        other.tick();
        other.output.createOutputForSplit("c");
        bounded.added(List.of("c"));
        bounded.finishing(Set.of("c"));
        other.tick();
        bounded.ended();

        assertThat(other.takeEmitted()).isEmpty();
    }

    @Test
    void aReaderOfASourceThatEndsIsIdleWhileItsSplitsAre() {
        SplitOutputs<String> bounded = new SplitOutputs<>(paused);
        WatermarkFixture other = new WatermarkFixture();
        bounded.ofBoundedSource();
        bounded.attach(other.output);
        other.output.createOutputForSplit("c");
        bounded.added(List.of("c"));
        bounded.idle(Set.of("c"));
        other.tick();

        assertThat(other.takeEmitted()).containsExactly("idle");
    }

    @Test
    void theLastSplitOfASourceThatEndsMayBeIdle() {
        SplitOutputs<String> bounded = new SplitOutputs<>(paused);
        WatermarkFixture other = new WatermarkFixture();
        bounded.ofBoundedSource();
        bounded.attach(other.output);
        other.output.createOutputForSplit("c");
        bounded.added(List.of("c"));
        bounded.idle(Set.of("c"));
        bounded.finishing(Set.of("c"));

        other.output.releaseOutputForSplit("c");
        bounded.ended();
        other.tick();

        assertThat(other.takeEmitted()).last().isEqualTo("active");
    }

    @Test
    void aSplitThatEndsBesideIdleOnesHoldsNothing() {
        SplitOutputs<String> bounded = new SplitOutputs<>(paused);
        WatermarkFixture other = new WatermarkFixture();
        bounded.ofBoundedSource();
        bounded.attach(other.output);
        other.output.createOutputForSplit("c");
        other.output.createOutputForSplit("d");
        bounded.added(List.of("c", "d"));
        bounded.idle(Set.of("c"));
        bounded.finishing(Set.of("d"));
        other.tick();

        assertThat(other.takeEmitted()).containsExactly("idle");
    }

    @Test
    void aReaderWhoseLastSplitHasEndedIsIdle() {
        emit("a", 100);
        emit("b", 90);
        flink.tick();
        finish("a");
        outputs.idle(Set.of("b"));
        flink.takeEmitted();
        finish("b");
        flink.tick();

        outputs.ended();
        assertThat(flink.takeEmitted()).containsExactly("active");
    }

    @Test
    void aSplitThatEndsLetsTheOthersGoOn() {
        emit("a", 100);
        emit("b", 50);
        flink.tick();
        flink.takeEmitted();

        finish("b");

        assertThat(flink.takeEmitted()).containsExactly("watermark 99");
    }

    @Test
    void aSplitThatIsPausedKeepsItsOutput() {
        emit("a", 100);
        emit("b", 500);
        flink.tick();
        paused.pauseOrResume(Set.of("b"), NONE);
        flink.pauseOrResume(Set.of("b"), NONE);
        outputs.idle(Set.of("b"));
        assertThat(flink.aligned).containsExactly("a", "b");

        flink.pauseOrResume(NONE, Set.of("b"));
        paused.pauseOrResume(NONE, Set.of("b"));
        outputs.idle(Set.of("b"));
        assertThat(flink.aligned).containsExactly("a");
    }

    @Test
    void aSplitThatIsNotReadAnyMoreHoldsNothing() {
        flink.output.createOutputForSplit("dropped");
        outputs.refused(List.of("dropped"));
        emit("a", 100);
        emit("b", 50);
        flink.tick();

        assertThat(flink.takeEmitted()).endsWith("watermark 49");
    }

    private void add(String split) {
        flink.output.createOutputForSplit(split);
        outputs.added(List.of(split));
    }

    private void emit(String split, long time) {
        outputs.of(split).collect("r", time);
    }

    /** Does what {@code SourceReaderBase} does. */
    private void finish(String split) {
        outputs.finishing(Set.of(split));
        flink.output.releaseOutputForSplit(split);
    }
}
