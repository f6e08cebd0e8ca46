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

import io.github.flinkkvs.media.source.split.KvsMediaSplit;
import io.github.flinkkvs.media.source.split.TestingSplits;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

class ReleasedSplitsTest {

    private static final KvsMediaSplit A = TestingSplits.split("a");
    private static final KvsMediaSplit B = TestingSplits.split("b");

    private final ReleasedSplits released = new ReleasedSplits();

    @Test
    void aCheckpointHoldsNothingThatHasBeenReleased() {
        released.assign(List.of(A, B));

        released.release(List.of("a"));

        assertThat(released.snapshot(List.of(A, B))).containsExactly(B);
        assertThat(released.isLeaving("a")).isTrue();
        assertThat(released.isLeaving("b")).isFalse();
    }

    @Test
    void aReleaseMayComeTwiceAndNameWhatTheReaderDoesNotHave() {
        released.assign(List.of(A));

        released.release(List.of("a", "b"));
        released.release(List.of("a"));
        released.finished(Set.of("a"));

        assertThat(released.leaving()).isEmpty();
        assertThat(released.assign(List.of(A, B))).containsExactly(A, B);
    }

    @Test
    void aSplitThatComesBackWaitsForTheFetcherAndIsInCheckpoints() {
        KvsMediaSplit again = TestingSplits.unread("a", A.position().start(), TestingSplits.STOP);
        released.assign(List.of(A));
        released.release(List.of("a"));

        assertThat(released.assign(List.of(again, B))).containsExactly(B);
        assertThat(released.snapshot(List.of(A, B))).containsExactlyInAnyOrder(again, B);
        assertThat(released.finished(Set.of("a"))).containsExactly(again);
        assertThat(released.snapshot(List.of(again, B))).containsExactly(again, B);
    }

    @Test
    void aSplitThatComesBackMayBeReleasedAgainBeforeItIsRead() {
        released.assign(List.of(A));
        released.release(List.of("a"));
        released.assign(List.of(A));

        released.release(List.of("a"));

        assertThat(released.snapshot(List.of(A))).isEmpty();
        assertThat(released.finished(Set.of("a"))).isEmpty();
        assertThat(released.assign(List.of(A))).containsExactly(A);
    }

    @Test
    void aSplitThatEndsByItselfIsNotHeldAnyMore() {
        released.assign(List.of(A));
        released.finished(Set.of("a"));

        released.release(List.of("a"));

        assertThat(released.leaving()).isEmpty();
    }
}
