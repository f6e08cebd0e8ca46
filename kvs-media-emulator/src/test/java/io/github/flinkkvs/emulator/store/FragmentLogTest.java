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

package io.github.flinkkvs.emulator.store;

import io.github.flinkkvs.emulator.mkv.ChunkScan;
import io.github.flinkkvs.emulator.mkv.MatroskaElements;
import io.github.flinkkvs.emulator.mkv.SimpleBlock;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FragmentLogTest {
    private static final byte[] HEADER = MatroskaElements.ebmlHeader();
    private static final byte[] CLUSTER =
            MatroskaElements.cluster(0, List.of(new SimpleBlock(1, 0, true, new byte[1000])));

    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.ofEpochSecond(1_700_000_000));
    private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
    private final StreamStore store = StreamStore.inMemory("arn:", clock, new Random(1), 10_000);
    private final FragmentLog log = store.create(NewStream.named("a", Map.of())).log();

    @Test
    void aFragmentThatComesInIsReadPartByPart() {
        OpenFragment open = log.begin(now.get(), now.get(), HEADER, new byte[0]);
        FragmentCursor cursor = new FragmentCursor(log, StartSelector.earliest(), () -> {});
        LogEntry entry = cursor.next().orElseThrow();
        ChunkReader reader = entry.reader();
        int front = drain(reader);

        assertThat(front).isPositive();
        assertThat(entry.state()).isEqualTo(LogEntry.State.OPEN);
        open.append(CLUSTER);
        assertThat(drain(reader)).isEqualTo(CLUSTER.length);
        StoredFragment whole = open.complete(new byte[0]);

        assertThat(entry.state()).isEqualTo(LogEntry.State.WHOLE);
        assertThat(whole.frames()).isEqualTo(1);
        assertThat(ChunkScan.at(whole.toByteArray(), 0).end()).isEqualTo((int) whole.size());
        assertThat(log.fragments()).containsExactly(whole);
    }

    @Test
    void nowMayTakeTheFragmentThatIsComingIn() {
        StoredFragment before = append(log);
        StartSelector now = StartSelector.now().takingFragmentInProgress();
        FragmentCursor idle = new FragmentCursor(log, now, () -> {});
        OpenFragment open = log.begin(this.now.get(), this.now.get(), HEADER, new byte[0]);

        FragmentCursor taking = new FragmentCursor(log, now, () -> {});
        FragmentCursor waiting = new FragmentCursor(log, StartSelector.now(), () -> {});

        assertThat(idle.next().orElseThrow().number()).contains(open.number());
        assertThat(taking.next().orElseThrow().number()).contains(open.number());
        assertThat(waiting.next()).isEmpty();
        assertThat(log.fragments()).containsExactly(before);
    }

    @Test
    void anAbandonedFragmentIsKnownToWhoWasReadingItAndToNobodyElse() {
        OpenFragment open = log.begin(now.get(), now.get(), HEADER, new byte[0]);
        FragmentCursor early = new FragmentCursor(log, StartSelector.earliest(), () -> {});
        LogEntry entry = early.next().orElseThrow();

        open.abandon();
        StoredFragment next = append(log);

        assertThat(entry.state()).isEqualTo(LogEntry.State.BROKEN);
        assertThat(early.next().orElseThrow().fragment()).contains(next);
        FragmentCursor late = new FragmentCursor(log, StartSelector.earliest(), () -> {});
        assertThat(late.next().orElseThrow().fragment()).contains(next);
        assertThat(log.fragments()).containsExactly(next);
    }

    @Test
    void whatIsOlderThanTheRetentionIsForgotten() {
        StoredFragment first = append(log);
        now.set(now.get().plus(Duration.ofHours(24)));
        StoredFragment second = append(log);
        assertThat(log.fragments()).containsExactly(first, second);

        now.set(now.get().plusSeconds(1));

        assertThat(log.fragments()).containsExactly(second);
        assertThat(log.fragment(first.number())).isEmpty();
    }

    @Test
    void withoutRetentionThereIsABufferOfFiveMinutes() {
        log.retain(new Retention(0));
        append(log);
        now.set(now.get().plus(Duration.ofMinutes(5)));
        assertThat(log.fragments()).hasSize(1);

        now.set(now.get().plusMillis(1));

        assertThat(log.fragments()).isEmpty();
    }

    @Test
    void theFullestStreamMakesRoomForTheOthers() {
        FragmentLog other = store.create(NewStream.named("b", Map.of())).log();
        StoredFragment single = append(other);
        for (int i = 0; i < 50; i++) {
            append(log);
        }

        assertThat(log.bytes() + other.bytes()).isLessThanOrEqualTo(10_000);
        assertThat(other.fragments()).containsExactly(single);
        assertThat(log.fragments()).hasSizeGreaterThan(3);
    }

    @Test
    void aProducerThatHangsDoesNotHaveAllOthersKept() {
        OpenFragment hangs = log.begin(now.get(), now.get(), HEADER, new byte[0]);
        for (int i = 0; i < 50; i++) {
            append(log);
        }
        assertThat(log.bytes()).isLessThanOrEqualTo(10_000);

        now.set(now.get().plus(Duration.ofHours(25)));
        assertThat(log.fragments()).isEmpty();

        hangs.append(CLUSTER);
        StoredFragment whole = hangs.complete(new byte[0]);
        assertThat(log.fragments()).doesNotContain(whole);
        assertThat(log.bytes()).isZero();
    }

    @Test
    void timesAreThoseThatClientsAreTold() {
        Instant fine = Instant.ofEpochSecond(1_700_000_000, 123_456_789);
        FragmentMedia media = new FragmentMedia(new byte[0], CLUSTER, new byte[0]);
        OpenFragment open = log.begin(fine, fine, HEADER, new byte[0]);
        open.append(CLUSTER);

        for (StoredFragment fragment :
                List.of(open.complete(new byte[0]), log.append(fine, fine, media))) {
            Instant told = Instant.ofEpochMilli(fine.toEpochMilli());
            assertThat(fragment.producerTimestamp()).isEqualTo(told);
            assertThat(FragmentQuery.of(FragmentQuery.Timestamp.SERVER, told, told))
                    .matches(query -> query.matches(fragment));
        }
    }

    @Test
    void aDeletedStreamHoldsNoMedia() {
        append(log);
        OpenFragment open = log.begin(now.get(), now.get(), HEADER, new byte[0]);
        FragmentCursor cursor = new FragmentCursor(log, StartSelector.earliest(), () -> {});
        ChunkReader reader = cursor.next().orElseThrow().reader();

        store.delete("a");

        assertThat(drain(reader)).isPositive();
        assertThat(cursor.next()).isEmpty();
        assertThat(log.fragments()).isEmpty();
        open.append(CLUSTER);
        open.complete(new byte[0]);
        assertThat(log.fragments()).isEmpty();
        assertThatThrownBy(() -> append(log)).hasMessageContaining("was deleted");
    }

    @Test
    void listenersHearOfEachPart() {
        AtomicInteger calls = new AtomicInteger();
        FragmentCursor cursor =
                new FragmentCursor(log, StartSelector.now(), calls::incrementAndGet);
        OpenFragment open = log.begin(now.get(), now.get(), HEADER, new byte[0]);
        open.append(CLUSTER);
        assertThat(calls).hasValue(2);
        cursor.close();

        open.complete(new byte[0]);

        assertThat(calls).hasValue(2);
    }

    private StoredFragment append(FragmentLog to) {
        FragmentMedia media = new FragmentMedia(new byte[0], CLUSTER, new byte[0]);
        return to.append(now.get(), now.get(), media);
    }

    private static int drain(ChunkReader reader) {
        int bytes = 0;
        for (ByteBuffer next = reader.next(7); next != null; next = reader.next(7)) {
            bytes += next.remaining();
        }
        return bytes;
    }
}
