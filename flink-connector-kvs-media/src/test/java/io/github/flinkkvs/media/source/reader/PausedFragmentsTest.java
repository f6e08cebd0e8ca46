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

import io.github.flinkkvs.media.model.FragmentNumber;
import io.github.flinkkvs.media.model.MediaFragment;
import io.github.flinkkvs.media.model.TestingFragments;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

/** What a batch hands to the task when splits are paused and resumed in between. */
class PausedFragmentsTest {

    private static final long EACH = TestingFragments.fragment().retainedBytes();
    private static final Set<String> NONE = Set.of();

    private final ByteBudget budget = new ByteBudget(100 * EACH, () -> {});
    private final PausedSplits paused = new PausedSplits(3 * EACH);
    private final RecordingActivity activity = new RecordingActivity();

    @Test
    void whatWasFetchedOfAPausedSplitWaitsUntilItIsResumed() {
        paused.pauseOrResume(Set.of("a"), NONE);

        assertThat(drain(batch("a1 a2 b1"))).containsExactly("b1");
        assertThat(budget.used()).as("what waits is accounted for").isEqualTo(2 * EACH);

        paused.pauseOrResume(NONE, Set.of("a"));
        assertThat(drain(batch("b2 a3"))).containsExactly("a1", "a2", "b2", "a3");
        assertThat(budget.used()).isZero();
    }

    @Test
    void anEmptyBatchIsEnoughToGoOn() {
        paused.pauseOrResume(Set.of("a", "b"), NONE);
        assertThat(drain(batch("a1 b1"))).isEmpty();

        paused.pauseOrResume(NONE, Set.of("b"));
        assertThat(drain(batch(""))).containsExactly("b1");
    }

    @Test
    void aSplitThatIsPausedAmidABatchStopsAtTheNextFragment() {
        FragmentBatch batch = batch("a1 a2 a3 b1");
        batch.nextSplit();
        assertThat(text(batch.nextRecordFromSplit())).isEqualTo("a1");

        paused.pauseOrResume(Set.of("a"), NONE);
        assertThat(batch.nextRecordFromSplit()).isNull();
        assertThat(drain(batch)).containsExactly("b1");

        paused.pauseOrResume(NONE, Set.of("a"));
        assertThat(drain(batch("a4"))).containsExactly("a2", "a3", "a4");
    }

    @Test
    void alignmentGivesWayWhereTooMuchWouldWait() {
        paused.pauseOrResume(Set.of("a"), NONE);

        assertThat(drain(batch("a1 a2"))).isEmpty();
        assertThat(drain(batch("a3 a4"))).containsExactly("a1");
        assertThat(budget.used()).isEqualTo(3 * EACH);
        assertThat(drain(batch("a5 a6"))).containsExactly("a2", "a3");

        paused.pauseOrResume(NONE, Set.of("a"));
        assertThat(drain(batch(""))).containsExactly("a4", "a5", "a6");
        assertThat(budget.used()).isZero();
    }

    @Test
    void aSplitThatEndsWaitsForNothing() {
        paused.pauseOrResume(Set.of("a"), NONE);
        assertThat(drain(batch("a1"))).isEmpty();

        FragmentBatch.Builder last = new FragmentBatch.Builder(budget);
        last.add("a", fragment("a", 2));
        last.finish("a");

        assertThat(drain(last.build(activity, paused))).containsExactly("a1", "a2");
        assertThat(activity.takeTold()).containsExactly("a finishing");
    }

    @Test
    void recyclingTwiceGivesBackOnce() {
        FragmentBatch first = batch("a1");
        FragmentBatch second = batch("a2");
        assertThat(budget.hasRoom()).as("as much as Flink's queue takes").isFalse();

        first.recycle();
        first.recycle();
        assertThat(budget.hasRoom()).isTrue();
        assertThat(budget.used()).isEqualTo(EACH);

        batch("a3");
        assertThat(budget.hasRoom()).isFalse();
        second.recycle();
        assertThat(budget.hasRoom()).isTrue();
    }

    /** Makes a batch of fragments, each written as its split and number. */
    private FragmentBatch batch(String fragments) {
        FragmentBatch.Builder builder = new FragmentBatch.Builder(budget);
        for (String fragment : fragments.split(" ", -1)) {
            if (!fragment.isEmpty()) {
                String split = fragment.substring(0, 1);
                builder.add(split, fragment(split, Integer.parseInt(fragment.substring(1))));
            }
        }
        return builder.build(activity, paused);
    }

    private static FetchedFragment fragment(String split, int number) {
        return new FetchedFragment.Good(
                TestingFragments.fragment(split, FragmentNumber.of("" + number)));
    }

    private static List<String> drain(FragmentBatch batch) {
        List<String> all = new ArrayList<>();
        while (batch.nextSplit() != null) {
            FetchedFragment fragment;
            while ((fragment = batch.nextRecordFromSplit()) != null) {
                all.add(text(fragment));
            }
        }
        batch.recycle();
        return all;
    }

    private static String text(FetchedFragment fetched) {
        MediaFragment fragment = ((FetchedFragment.Good) fetched).fragment();
        return fragment.streamName() + fragment.fragmentNumber();
    }
}
