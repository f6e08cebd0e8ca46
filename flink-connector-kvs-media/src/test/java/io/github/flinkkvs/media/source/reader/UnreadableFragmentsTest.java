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

import io.github.flinkkvs.media.client.SessionStart;
import io.github.flinkkvs.media.model.BadFragment;
import io.github.flinkkvs.media.model.FragmentNumber;
import io.github.flinkkvs.media.source.config.KvsMediaSourceOptions;
import io.github.flinkkvs.media.source.position.BadFragmentPolicy;
import io.github.flinkkvs.media.source.position.StartPosition;
import io.github.flinkkvs.media.source.position.StopPosition;
import io.github.flinkkvs.media.source.split.KvsMediaSplit;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import static io.github.flinkkvs.media.source.reader.TestingChunk.arrival;
import static io.github.flinkkvs.media.source.reader.TestingChunk.broken;
import static io.github.flinkkvs.media.source.reader.TestingChunk.chunk;
import static io.github.flinkkvs.media.source.reader.TestingChunk.front;
import static io.github.flinkkvs.media.source.reader.TestingChunk.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Fragments whose bytes cannot be read, by policy. */
class UnreadableFragmentsTest {

    private static final byte[] NO_CHUNK = {0x42, 0x42, 0x42, 0x42};

    private final Configuration options = new Configuration();
    private ReaderFixture fixture;
    private KvsMediaSplit split;

    @Test
    void theThirdAttemptFailsTheJobAndSaysAllThatHelps() throws IOException {
        open();
        fixture.client.last().opensAt(arrival(1)).sends(chunk(1), broken(2));
        fixture.read();
        fixture.nextSession().opensAt(arrival(1)).sends(broken(2));
        fixture.read();
        fixture.nextSession().opensAt(arrival(1)).sends(broken(2));

        assertThatThrownBy(fixture::read)
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll(
                        "stream cam behind fragment " + number(1),
                        "in 3 sessions (source.bad-fragment.attempts)",
                        "of fragment " + number(2) + " at byte " + front(2).length,
                        "source.bad-fragment to SKIP or EMIT");
        assertThat(fixture.metrics(split).parseErrors().getCount()).isEqualTo(3);
    }

    @Test
    void aSkippedFragmentIsPassedInItsPlaceAndTheNextSessionAsksBehindIt() throws IOException {
        options.set(KvsMediaSourceOptions.BAD_FRAGMENT, BadFragmentPolicy.SKIP);
        open();

        assertThat(readBroken(chunk(1), broken(2))).containsExactly(number(1));
        assertThat(readBroken(broken(2))).isEmpty();
        assertThat(readBroken(broken(2))).containsExactly(number(2));

        assertThat(fixture.nextSession().start)
                .isEqualTo(SessionStart.afterFragment(FragmentNumber.of(number(2))));
        fixture.client.last().opensAt(arrival(3)).sends(chunk(3)).ends();
        assertThat(fixture.read()).containsExactly(number(3));
        assertThat(fixture.nextSession().start.type())
                .isEqualTo(SessionStart.Type.CONTINUATION_TOKEN);
    }

    @Test
    void anEmittedFragmentHasItsBytesAsFarAsTheyWereRead() throws IOException {
        options.set(KvsMediaSourceOptions.BAD_FRAGMENT, BadFragmentPolicy.EMIT);
        options.set(KvsMediaSourceOptions.BAD_FRAGMENT_ATTEMPTS, 1);
        open();
        fixture.client.last().opensAt(arrival(1)).sends(chunk(1));
        fixture.read();
        fixture.client.last().sends(broken(2));

        RecordsWithSplitIds<FetchedFragment> batch = fixture.fetch();
        FetchedFragment.Bad bad = (FetchedFragment.Bad) only(batch);

        BadFragment fragment = bad.fragment();
        assertThat(fragment.stream()).isEqualTo(split.stream());
        assertThat(fragment.fragmentNumber()).hasToString(number(2));
        assertThat(fragment.serverTimestamp()).hasValue(arrival(2));
        assertThat(fragment.producerTimestamp()).hasValue(arrival(2).minusMillis(500));
        assertThat(fragment.bytes()).isEqualTo(ByteBuffer.wrap(front(2)));
        assertThat(fragment.errorOffset()).hasValue(front(2).length);
        assertThat(fragment.reason()).contains("byte " + (chunk(1).length + front(2).length));
        assertThat(fixture.budget.used()).isEqualTo(fragment.retainedBytes());
        batch.recycle();
        assertThat(fixture.budget.used()).isZero();
    }

    @Test
    void aFragmentThatIsTooLargeIsBadAndNoMoreOfItIsHeldThanIsAllowed() throws IOException {
        options.set(KvsMediaSourceOptions.BAD_FRAGMENT, BadFragmentPolicy.EMIT);
        options.set(KvsMediaSourceOptions.BAD_FRAGMENT_ATTEMPTS, 1);
        options.set(KvsMediaSourceOptions.MAX_FRAGMENT_SIZE, MemorySize.parse("2 kb"));
        open();

        fixture.client.last().opensAt(arrival(1)).sends(chunk(1, 1_000), chunk(2, 5_000));

        List<FetchedFragment> all = all();
        assertThat(all).hasSize(2);
        BadFragment bad = ((FetchedFragment.Bad) all.get(1)).fragment();
        assertThat(bad.reason()).contains("too many bytes", "2048");
        assertThat(bad.bytes().remaining()).isBetween(front(2).length, 2_048);
        assertThat(fixture.nextSession().start.value()).isEqualTo(number(2));
    }

    @Test
    void bytesThatNameNoFragmentFailTheJobWhateverThePolicy() throws IOException {
        options.set(KvsMediaSourceOptions.BAD_FRAGMENT, BadFragmentPolicy.SKIP);
        open();
        readBroken(chunk(1), NO_CHUNK);
        readBroken(NO_CHUNK);
        fixture.client.last().opensAt(arrival(1)).sends(NO_CHUNK);

        assertThatThrownBy(fixture::read)
                .hasMessageContaining("behind fragment " + number(1))
                .hasMessageContaining("cannot be told");
    }

    @Test
    void aFragmentThatWasReadBeforeIsNotSteppedOverBackward() throws IOException {
        options.set(KvsMediaSourceOptions.BAD_FRAGMENT, BadFragmentPolicy.SKIP);
        options.set(KvsMediaSourceOptions.BAD_FRAGMENT_ATTEMPTS, 2);
        open();
        readBroken(chunk(5), broken(4));
        fixture.client.last().opensAt(arrival(1)).sends(broken(4));

        assertThatThrownBy(fixture::read).hasMessageContaining("behind fragment " + number(5));
    }

    @Test
    void attemptsAtOneFragmentSayNothingAboutTheNext() throws IOException {
        open();
        for (int n = 1; n <= 10; n++) {
            readBroken(broken(n));
            assertThat(readBroken(chunk(n), broken(n + 1))).containsExactly(number(n));
        }
    }

    @Test
    void bytesThatGoOnToBeNoChunkInChangingPlacesEndWithTheRetryTimeout() throws IOException {
        options.set(KvsMediaSourceOptions.BAD_FRAGMENT, BadFragmentPolicy.SKIP);
        open();

        assertThatThrownBy(
                        () -> {
                            for (int attempt = 0; attempt < 10_000; attempt++) {
                                readBroken(attempt % 2 == 0 ? NO_CHUNK : broken(1));
                            }
                        })
                .hasMessageContaining("source.retry.timeout=PT10M");
    }

    @Test
    void aThousandSkippedFragmentsAreNoReasonToFail() throws IOException {
        options.set(KvsMediaSourceOptions.BAD_FRAGMENT, BadFragmentPolicy.SKIP);
        options.set(KvsMediaSourceOptions.BAD_FRAGMENT_ATTEMPTS, 2);
        open();
        for (int n = 1; n <= 2_000; n += 2) {
            readBroken(chunk(n), broken(n + 1));
            assertThat(readBroken(broken(n + 1))).containsExactly(number(n + 1));
        }
    }

    @Test
    void aBrokenFragmentBehindTheStopIsNobodysTrouble() throws IOException {
        fixture = new ReaderFixture(options);
        split = fixture.add(StartPosition.earliest(), StopPosition.serverTimestamp(arrival(2)));
        fixture.read();

        fixture.client.last().opensAt(arrival(1)).sends(chunk(1), broken(2));

        assertThat(fixture.read()).containsExactly(number(1));
        assertThat(fixture.finished).containsExactly("cam");
    }

    @Test
    void nowIsFixedByABrokenFragmentToo() throws IOException {
        options.set(KvsMediaSourceOptions.BAD_FRAGMENT, BadFragmentPolicy.SKIP);
        options.set(KvsMediaSourceOptions.BAD_FRAGMENT_ATTEMPTS, 1);
        fixture = new ReaderFixture(options);
        split = fixture.add(StartPosition.now(), StopPosition.never());
        fixture.read();

        fixture.client.last().opensAt(arrival(1)).sends(broken(7));
        fixture.read();

        assertThat(fixture.fixedStarts.applyTo(split.splitId(), split.position()).start())
                .isEqualTo(StartPosition.serverTimestamp(arrival(7)));
    }

    private void open() throws IOException {
        fixture = new ReaderFixture(options);
        split = fixture.add(StartPosition.earliest(), StopPosition.never());
        fixture.read();
    }

    /** Lets the present session end in bytes that are no chunk, and waits for the next. */
    private List<String> readBroken(byte[]... bytes) throws IOException {
        fixture.client.last().opensAt(arrival(1)).sends(bytes);
        List<String> numbers = fixture.read();
        fixture.nextSession();
        return numbers;
    }

    private List<FetchedFragment> all() throws IOException {
        List<FetchedFragment> all = new ArrayList<>();
        RecordsWithSplitIds<FetchedFragment> batch = fixture.fetch();
        while (batch.nextSplit() != null) {
            FetchedFragment fragment;
            while ((fragment = batch.nextRecordFromSplit()) != null) {
                all.add(fragment);
            }
            batch.recycle();
            batch = fixture.fetch();
        }
        return all;
    }

    private static FetchedFragment only(RecordsWithSplitIds<FetchedFragment> batch) {
        assertThat(batch.nextSplit()).isEqualTo("cam");
        FetchedFragment fragment = batch.nextRecordFromSplit();
        assertThat(batch.nextRecordFromSplit()).isNull();
        return fragment;
    }
}
