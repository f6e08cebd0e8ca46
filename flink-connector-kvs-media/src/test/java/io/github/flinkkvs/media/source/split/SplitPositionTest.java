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

package io.github.flinkkvs.media.source.split;

import io.github.flinkkvs.media.client.SessionStart;
import io.github.flinkkvs.media.model.FragmentHeader;
import io.github.flinkkvs.media.model.FragmentNumber;
import io.github.flinkkvs.media.source.position.StartPosition;
import io.github.flinkkvs.media.source.position.StopPosition;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.OptionalLong;

import static org.assertj.core.api.Assertions.assertThat;

class SplitPositionTest {

    private static final Instant FIXED = Instant.parse("2026-03-01T10:00:00Z");

    private static final FragmentHeader FRAGMENT =
            new FragmentHeader(
                    FragmentNumber.of("100"),
                    "token-100",
                    FIXED.minusSeconds(5),
                    FIXED.plusSeconds(5),
                    OptionalLong.empty());

    @Test
    void withoutAFragmentItResumesAtItsStart() {
        SplitPosition position = SplitPosition.startingAt(StartPosition.earliest());

        assertThat(position.resumeByToken()).isEqualTo(SessionStart.earliest());
        assertThat(position.resumeByNumber()).isEqualTo(SessionStart.earliest());
    }

    @Test
    void behindAFragmentItResumesByTokenAndByNumber() {
        SplitPosition position =
                SplitPosition.startingAt(StartPosition.earliest()).behind(FRAGMENT);

        assertThat(position.resumeByToken()).isEqualTo(SessionStart.continuationToken("token-100"));
        assertThat(position.resumeByNumber())
                .isEqualTo(SessionStart.afterFragment(FragmentNumber.of("100")));
    }

    @Test
    void aFragmentWithoutATokenIsResumedByItsNumber() {
        FragmentHeader tokenless =
                new FragmentHeader(
                        FRAGMENT.fragmentNumber(), "", FIXED, FIXED, OptionalLong.empty());
        SplitPosition position =
                SplitPosition.startingAt(StartPosition.earliest()).behind(tokenless);

        assertThat(position.resumeByToken())
                .isEqualTo(SessionStart.afterFragment(FragmentNumber.of("100")));
    }

    @Test
    void itKeepsBothTimesOfTheLastFragment() {
        SplitPosition.LastFragment last =
                SplitPosition.startingAt(StartPosition.now()).behind(FRAGMENT).last().orElseThrow();

        assertThat(last.producerTimestamp()).isEqualTo(FRAGMENT.producerTimestamp());
        assertThat(last.serverTimestamp()).isEqualTo(FRAGMENT.serverTimestamp());
    }

    @Test
    void itCoversTheLastFragmentAndAllBeforeIt() {
        SplitPosition position =
                SplitPosition.startingAt(StartPosition.earliest()).behind(FRAGMENT);

        assertThat(position.covers(FragmentNumber.of("99"))).isTrue();
        assertThat(position.covers(FragmentNumber.of("100"))).isTrue();
        assertThat(position.covers(FragmentNumber.of("101"))).isFalse();
    }

    @Test
    void withoutAFragmentItCoversNone() {
        SplitPosition position = SplitPosition.startingAt(StartPosition.earliest());

        assertThat(position.covers(FragmentNumber.of("0"))).isFalse();
    }

    @Test
    void nowIsFixedToAServerTimestamp() {
        SplitPosition position = SplitPosition.startingAt(StartPosition.now());

        SplitPosition fixed = position.withNowFixedAt(FIXED);

        assertThat(position.isUnfixedNow()).isTrue();
        assertThat(fixed.isUnfixedNow()).isFalse();
        assertThat(fixed.resumeByToken()).isEqualTo(SessionStart.atServerTimestamp(FIXED));
    }

    @Test
    void nowIsFixedOnce() {
        SplitPosition fixed = SplitPosition.startingAt(StartPosition.now()).withNowFixedAt(FIXED);

        assertThat(fixed.withNowFixedAt(FIXED.plusSeconds(60))).isEqualTo(fixed);
    }

    @Test
    void noOtherStartIsFixed() {
        SplitPosition earliest = SplitPosition.startingAt(StartPosition.earliest());

        assertThat(earliest.withNowFixedAt(FIXED)).isEqualTo(earliest);
        assertThat(earliest.isUnfixedNow()).isFalse();
    }

    @Test
    void nowBehindAFragmentNeedsNoFixing() {
        SplitPosition position = SplitPosition.startingAt(StartPosition.now()).behind(FRAGMENT);

        assertThat(position.isUnfixedNow()).isFalse();
    }

    @Test
    void aSplitsStateMovesAndLeavesTheSplitAsItWas() {
        KvsMediaSplit split =
                TestingSplits.unread("camera", StartPosition.earliest(), StopPosition.never());
        KvsMediaSplitState state = new KvsMediaSplitState(split);

        state.moveBehind(FRAGMENT);

        assertThat(state.position()).isEqualTo(split.position().behind(FRAGMENT));
        assertThat(state.toSplit(state.position())).isEqualTo(split.at(state.position()));
        assertThat(split.position().last()).isEmpty();
    }
}
