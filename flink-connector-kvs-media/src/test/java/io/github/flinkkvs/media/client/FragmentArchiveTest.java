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

package io.github.flinkkvs.media.client;

import io.github.flinkkvs.emulator.EmulatedStream;
import io.github.flinkkvs.emulator.KvsEmulator;
import io.github.flinkkvs.emulator.mkv.MatroskaElements;
import io.github.flinkkvs.emulator.mkv.SimpleBlock;
import io.github.flinkkvs.emulator.mkv.TrackSpec;
import io.github.flinkkvs.emulator.store.StoredFragment;
import io.github.flinkkvs.media.client.FragmentPage.Stored;
import io.github.flinkkvs.media.model.StreamId;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

import static org.assertj.core.api.Assertions.assertThat;

/** What is stored, as the service's emulator tells it. */
class FragmentArchiveTest {

    /** More than a page has. */
    private static final int FRAGMENTS = 1_200;

    private final KvsEmulator emulator = KvsEmulator.builder().region("eu-central-1").start();
    private final EmulatedStream emulated = emulator.createStream("camera");
    private final StreamId stream = StreamId.of("camera");
    private final Instant begin =
            Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofHours(1));
    private final SdkKvsMediaClient client =
            new SdkKvsMediaClient(
                    AwsOptions.of(
                            Map.of(
                                    "aws.region", "eu-central-1",
                                    "aws.endpoint", emulator.endpoint().toString(),
                                    "aws.credentials.provider", "BASIC",
                                    "aws.credentials.basic.accesskeyid", "AKIDEXAMPLE",
                                    "aws.credentials.basic.secretkey", "no-secret")));

    @BeforeEach
    void fillTheStream() {
        emulated.retain(24);
        for (int i = 0; i < FRAGMENTS; i++) {
            emulated.put(
                    begin,
                    begin.plusSeconds(i),
                    MatroskaElements.tracks(List.of(TrackSpec.video(1, "V_TEST", 64, 48))),
                    MatroskaElements.cluster(0, List.of(new SimpleBlock(1, 0, true, new byte[1]))),
                    new byte[0]);
        }
    }

    @AfterEach
    void close() {
        client.close();
        emulator.close();
    }

    @Test
    void theArchiveIsFoundWithTheClockOfTheService() {
        StreamArchive archive = client.locate(stream).join();

        assertThat(archive.stream()).isEqualTo(stream);
        assertThat(archive.serviceTime())
                .isBetween(Instant.now().minusSeconds(10), Instant.now())
                .isEqualTo(archive.serviceTime().truncatedTo(ChronoUnit.SECONDS));
    }

    @Test
    void allThatIsStoredIsListedPageByPage() {
        StreamArchive archive = client.locate(stream).join();
        List<Stored> listed = new ArrayList<>();
        Optional<String> token = Optional.empty();
        do {
            FragmentPage page =
                    client.listFragments(archive, begin, begin.plusSeconds(FRAGMENTS), token)
                            .join();
            listed.addAll(page.fragments());
            token = page.nextToken();
        } while (token.isPresent());

        assertThat(listed)
                .extracting(fragment -> fragment.number().toString())
                .containsExactlyInAnyOrderElementsOf(
                        emulated.fragments().stream().map(StoredFragment::number).toList());
    }

    @Test
    void bothEndsOfTheTimeBelongToIt() {
        StreamArchive archive = client.locate(stream).join();

        FragmentPage page =
                client.listFragments(
                                archive,
                                begin.plusSeconds(5),
                                begin.plusSeconds(7),
                                Optional.empty())
                        .join();

        assertThat(page.fragments())
                .extracting(Stored::serverTimestamp)
                .containsExactlyInAnyOrder(
                        begin.plusSeconds(5), begin.plusSeconds(6), begin.plusSeconds(7));
    }

    @Test
    void aStreamWithoutRetentionSaysThatItHasNoArchive() {
        emulated.retain(0);
        StreamArchive archive = client.locate(stream).join();

        assertThat(client.listFragments(archive, begin, begin, Optional.empty()))
                .failsWithin(Duration.ofSeconds(20))
                .withThrowableOfType(ExecutionException.class)
                .havingCause()
                .isInstanceOfSatisfying(
                        KvsServiceException.class,
                        error -> assertThat(error.action()).isEqualTo(FailureAction.NO_ARCHIVE));
    }
}
