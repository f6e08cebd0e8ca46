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

import io.github.flinkkvs.media.client.KvsServiceException;
import io.github.flinkkvs.media.client.ServiceCall;
import io.github.flinkkvs.media.model.FragmentNumber;
import io.github.flinkkvs.media.model.StreamId;
import io.github.flinkkvs.media.source.position.StopPosition;
import io.github.flinkkvs.media.source.position.StreamNotFoundPolicy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What "now" turns out to be as the end of streams. */
class StopLookupTest {

    private static final ServiceCall LIST = ServiceCall.archive("ListFragments of cam");
    private static final StopPosition LIVE_EDGE =
            StopPosition.serverTimestamp(TestingArchive.END).asNow();

    private final TestingArchive archive = new TestingArchive();

    @Test
    void itIsTheLastFragmentThatIsStored() throws Exception {
        FragmentNumber last = archive.store("cam", TestingArchive.NOW.minusSeconds(3));
        archive.store("cam", TestingArchive.NOW.minusSeconds(5));
        archive.store("cam", TestingArchive.END.plusSeconds(5));
        FragmentNumber other = archive.store("other", TestingArchive.END);

        assertThat(find("cam", "other"))
                .isEqualTo(
                        Map.of(
                                "cam", Optional.of(StopPosition.afterFragment(last).asNow()),
                                "other", Optional.of(StopPosition.afterFragment(other).asNow())));
    }

    /** However long ago the stream fell silent, and however many fragments it has. */
    @Property(tries = 300)
    void itIsFoundWithFewCalls(
            @ForAll @LongRange(max = 3 * 365 * 86_400L) long silentSeconds,
            @ForAll @IntRange(min = 1, max = 2_000) int fragments,
            @ForAll @IntRange(min = 1, max = 100_000) int longestGapMillis)
            throws Exception {
        TestingArchive filled = new TestingArchive();
        SplittableRandom random = new SplittableRandom(fragments);
        Instant arrival = TestingArchive.END.minusSeconds(silentSeconds);
        FragmentNumber last = TestingArchive.number(arrival);
        for (int fragment = 0; fragment < fragments; fragment++) {
            filled.store("cam", arrival);
            arrival = arrival.minusMillis(random.nextInt(1, longestGapMillis + 1));
        }

        Map<String, Optional<StopPosition>> found =
                filled.lookup(StreamNotFoundPolicy.FAIL).find(List.of(StreamId.of("cam")));

        assertThat(found)
                .containsEntry("cam", Optional.of(StopPosition.afterFragment(last).asNow()));
        int callsOfAMinute = 2 * fragments / 10;
        assertThat(filled.pages).isLessThan(150 + callsOfAMinute);
    }

    @Test
    void anEmptyStreamEndsAtTheTimeOfTheService() throws Exception {
        archive.create("cam");

        assertThat(find("cam")).containsEntry("cam", Optional.of(LIVE_EDGE));
        assertThat(archive.pages).isLessThan(30);
    }

    @ParameterizedTest
    @ValueSource(strings = {"InvalidArgumentException", "ResourceNotFoundException"})
    void aStreamWithoutAnArchiveEndsAtTheTimeOfTheService(String error) throws Exception {
        archive.create("cam");
        archive.failures.add(TestingArchive.refused(LIST, error, 400));

        assertThat(find("cam")).containsEntry("cam", Optional.of(LIVE_EDGE));
    }

    @Test
    void whatMayPassIsTriedAgainForTheStreamsThatFailed() throws Exception {
        archive.create("cam");
        FragmentNumber last = archive.store("cam", TestingArchive.NOW);
        archive.store("other", TestingArchive.NOW);
        for (int failure = 0; failure < 3; failure++) {
            archive.failures.add(TestingArchive.refused(LIST, "InternalFailure", 500));
        }

        assertThat(find("cam", "other"))
                .containsEntry("cam", Optional.of(StopPosition.afterFragment(last).asNow()))
                .hasSize(2);
    }

    @Test
    void whatLastsFailsWithTheLastError() {
        archive.create("cam");
        for (int failure = 0; failure < 4; failure++) {
            archive.failures.add(TestingArchive.refused(LIST, "InternalFailure", 500));
        }

        assertThatExceptionOfType(KvsServiceException.class)
                .isThrownBy(() -> find("cam"))
                .withMessageContaining("ListFragments of cam")
                .withMessageContaining("InternalFailure");
    }

    @Test
    void aRightThatIsMissingFailsAtOnceAndIsNamed() {
        archive.create("cam");
        archive.failures.add(TestingArchive.refused(LIST, "AccessDeniedException", 403));

        assertThatExceptionOfType(KvsServiceException.class)
                .isThrownBy(() -> find("cam"))
                .withMessageContaining("kinesisvideo:ListFragments");
        assertThat(archive.pages).isEqualTo(1);
    }

    @Test
    void aStreamThatDoesNotExistGoesByThePolicy() throws Exception {
        FragmentNumber last = archive.store("cam", TestingArchive.NOW);
        Optional<StopPosition> cam = Optional.of(StopPosition.afterFragment(last).asNow());

        assertThatExceptionOfType(KvsServiceException.class)
                .isThrownBy(() -> find("cam", "gone"))
                .withMessageContaining("GetDataEndpoint of gone");
        assertThat(find(StreamNotFoundPolicy.FINISH, "cam", "gone"))
                .isEqualTo(Map.of("cam", cam, "gone", Optional.empty()));
        assertThat(find(StreamNotFoundPolicy.WAIT, "cam", "gone"))
                .isEqualTo(
                        Map.of(
                                "cam",
                                cam,
                                "gone",
                                Optional.of(
                                        StopPosition.serverTimestamp(TestingArchive.NOW).asNow())));
    }

    @Test
    void closingEndsALookup() {
        StopLookup lookup =
                new StopLookup(
                        () -> archive,
                        StreamNotFoundPolicy.FAIL,
                        Clock.systemUTC(),
                        new StopLookup.Waits(Duration.ofDays(1), Duration.ofDays(1)));
        archive.create("cam");

        Thread closing = new Thread(lookup::close);
        closing.start();

        assertThatExceptionOfType(CancellationException.class)
                .isThrownBy(() -> lookup.find(List.of(StreamId.of("cam"))));
    }

    /** Where region or credentials are looked for, that may take long. */
    @Test
    void closingDoesNotWaitForTheClientThatIsBeingMade() {
        CompletableFuture<StopLookup> lookup = new CompletableFuture<>();
        lookup.complete(
                new StopLookup(
                        () -> {
                            StopLookup open = lookup.join();
                            CompletableFuture.runAsync(open::close)
                                    .orTimeout(10, TimeUnit.SECONDS)
                                    .join();
                            return archive;
                        },
                        StreamNotFoundPolicy.FAIL,
                        Clock.systemUTC()));

        assertThatExceptionOfType(CancellationException.class)
                .isThrownBy(() -> lookup.join().find(List.of(StreamId.of("cam"))));
        assertThat(archive.closed).isTrue();
    }

    private Map<String, Optional<StopPosition>> find(String... streams) throws Exception {
        return find(StreamNotFoundPolicy.FAIL, streams);
    }

    private Map<String, Optional<StopPosition>> find(StreamNotFoundPolicy policy, String... streams)
            throws Exception {
        return archive.lookup(policy).find(Stream.of(streams).map(StreamId::of).toList());
    }
}
