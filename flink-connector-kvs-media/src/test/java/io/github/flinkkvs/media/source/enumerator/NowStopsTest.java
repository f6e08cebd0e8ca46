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

package io.github.flinkkvs.media.source.enumerator;

import io.github.flinkkvs.media.client.ServiceCall;
import io.github.flinkkvs.media.model.FragmentNumber;
import io.github.flinkkvs.media.model.StreamId;
import io.github.flinkkvs.media.source.enumerator.TestingSplitEnumeratorContext.Call;
import io.github.flinkkvs.media.source.position.StartPosition;
import io.github.flinkkvs.media.source.position.StopPosition;
import io.github.flinkkvs.media.source.position.StreamNotFoundPolicy;
import io.github.flinkkvs.media.source.split.KvsMediaSplit;
import io.github.flinkkvs.media.source.split.StreamSelection;
import io.github.flinkkvs.media.source.split.TestingSplits;
import io.github.flinkkvs.media.source.subscriber.StreamSubscription;

import org.apache.flink.util.FlinkRuntimeException;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Streams that are to end "now" are assigned when it is known what that is, and keep it. */
class NowStopsTest {

    private final TestingSplitEnumeratorContext context = new TestingSplitEnumeratorContext(1);
    private final TestingArchive archive = new TestingArchive();
    private final TestingSearch search = new TestingSearch();
    private final FragmentNumber last = archive.store("cam", TestingArchive.NOW);
    private final StopPosition found = StopPosition.afterFragment(last).asNow();

    @Test
    void aStreamIsAssignedWithItsEndAndNothingMoreComesAfterwards() {
        context.register(0);
        KvsMediaSourceEnumerator enumerator = started(KvsMediaEnumeratorState.NEW, "cam");
        assertThat(context.takeCalls()).isEmpty();
        assertThat(context.unassignedSplits()).isEqualTo(1);

        context.runAsyncCall();

        assertThat(context.takeCalls())
                .containsExactly(Call.assign(0, split("cam", found)), Call.noMoreSplits(0));
        assertThat(enumerator.snapshotState(1).assigned()).containsExactly(split("cam", found));
        assertThat(archive.lookups).isEqualTo(1);
    }

    @Test
    void whatIsSavedBeforeIsAskedForAfterTheRestore() throws IOException {
        KvsMediaEnumeratorState saved =
                throughBytes(started(KvsMediaEnumeratorState.NEW, "cam").snapshotState(1));
        context.dropAsyncCalls();
        assertThat(saved.pending()).containsExactly(split("cam", StopPosition.now()));

        KvsMediaSourceEnumerator restored = started(saved, "cam");
        context.runAsyncCall();

        assertThat(restored.snapshotState(2).pending()).containsExactly(split("cam", found));
    }

    @Test
    void whatWasFoundIsNotAskedForAgainAfterARestore() throws IOException {
        KvsMediaSourceEnumerator enumerator = started(KvsMediaEnumeratorState.NEW, "cam");
        context.runAsyncCall();
        KvsMediaEnumeratorState saved = throughBytes(enumerator.snapshotState(1));
        archive.store("cam", TestingArchive.END);

        KvsMediaSourceEnumerator restored = started(saved, "cam");

        assertThat(context.waitingAsyncCalls()).isZero();
        assertThat(restored.snapshotState(2).pending()).containsExactly(split("cam", found));
    }

    @Test
    void aJobThatSaysNowForTheFirstTimeAsksForThoseThatNoReaderHas() {
        KvsMediaEnumeratorState saved =
                KvsMediaEnumeratorState.of(List.of(), List.of(split("cam", TestingSplits.STOP)));

        KvsMediaSourceEnumerator restored = started(saved, "cam");
        context.runAsyncCall();

        assertThat(restored.snapshotState(2).pending()).containsExactly(split("cam", found));
    }

    @Test
    void aStreamThatIsNewInTheConfigurationIsAskedForAndTheOthersAreNot() {
        FragmentNumber other = archive.store("other", TestingArchive.NOW.minusSeconds(9));
        KvsMediaEnumeratorState saved =
                KvsMediaEnumeratorState.of(List.of(split("cam", found)), List.of());

        KvsMediaSourceEnumerator restored = started(saved, "cam", "other");
        context.runAsyncCall();

        assertThat(archive.lookups).isEqualTo(1);
        assertThat(restored.snapshotState(2).pending())
                .containsExactly(split("other", StopPosition.afterFragment(other).asNow()));
    }

    @Test
    void aStreamThatDoesNotExistIsDroppedIfItShallFinish() {
        context.register(0);
        started(StreamNotFoundPolicy.FINISH, KvsMediaEnumeratorState.NEW, "cam", "gone");

        context.runAsyncCall();

        assertThat(context.takeCalls())
                .containsExactly(Call.assign(0, split("cam", found)), Call.noMoreSplits(0));
        assertThat(context.unassignedSplits()).isZero();
    }

    @Test
    void aLookupThatFailsFailsTheJobAndSaysWhatItNeeds() {
        archive.failures.add(
                TestingArchive.refused(
                        ServiceCall.archive("ListFragments of cam"), "AccessDeniedException", 403));
        started(KvsMediaEnumeratorState.NEW, "cam");

        assertThatExceptionOfType(FlinkRuntimeException.class)
                .isThrownBy(context::runAsyncCall)
                .withMessageContaining("kinesisvideo:ListFragments")
                .havingCause()
                .withMessageContaining("ListFragments of cam");
    }

    @Test
    void streamsThatAreSearchedForAreAskedForWhenTheyAreFound() {
        context.register(0);
        search.add("cam", TestingSearch.START);
        KvsMediaSourceEnumerator enumerator =
                TestingSearch.enumerator(
                        context,
                        new StreamSelection(
                                StreamSubscription.matching("", null, Map.of()),
                                StartPosition.earliest(),
                                StopPosition.now()),
                        search,
                        archive.lookup(StreamNotFoundPolicy.FAIL),
                        KvsMediaEnumeratorState.NEW);
        enumerator.start();
        context.runAsyncCall();
        assertThat(context.takeCalls()).isEmpty();

        context.runAsyncCall();

        assertThat(context.takeCalls())
                .containsExactly(Call.assign(0, split("cam", found)), Call.noMoreSplits(0));
    }

    @Test
    void closingEndsTheLookupAndNothingFollowsIt() {
        KvsMediaSourceEnumerator first = started(KvsMediaEnumeratorState.NEW, "cam");
        context.runAsyncCall();
        first.close();
        assertThat(archive.closed).isTrue();

        KvsMediaSourceEnumerator second = started(KvsMediaEnumeratorState.NEW, "cam");
        second.close();
        context.runAsyncCall();

        assertThat(second.snapshotState(1).pending())
                .containsExactly(split("cam", StopPosition.now()));
    }

    private static KvsMediaEnumeratorState throughBytes(KvsMediaEnumeratorState state)
            throws IOException {
        KvsMediaEnumeratorStateSerializer serializer = KvsMediaEnumeratorStateSerializer.INSTANCE;
        return serializer.deserialize(serializer.getVersion(), serializer.serialize(state));
    }

    private KvsMediaSourceEnumerator started(KvsMediaEnumeratorState restored, String... streams) {
        return started(StreamNotFoundPolicy.FAIL, restored, streams);
    }

    private KvsMediaSourceEnumerator started(
            StreamNotFoundPolicy policy, KvsMediaEnumeratorState restored, String... streams) {
        KvsMediaSourceEnumerator enumerator =
                TestingSearch.enumerator(
                        context,
                        new StreamSelection(
                                StreamSubscription.named(
                                        Stream.of(streams).map(StreamId::of).toList()),
                                StartPosition.earliest(),
                                StopPosition.now()),
                        search,
                        archive.lookup(policy),
                        restored);
        enumerator.start();
        return enumerator;
    }

    private static KvsMediaSplit split(String stream, StopPosition stop) {
        return TestingSplits.unread(stream, StartPosition.earliest(), stop);
    }
}
