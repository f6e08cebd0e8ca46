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

package io.github.flinkkvs.emulator;

import io.github.flinkkvs.emulator.limits.ServiceLimits;
import io.github.flinkkvs.emulator.mkv.ServiceTags;
import io.github.flinkkvs.emulator.store.StoredFragment;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesisvideo.KinesisVideoClient;
import software.amazon.awssdk.services.kinesisvideoarchivedmedia.KinesisVideoArchivedMediaClient;
import software.amazon.awssdk.services.kinesisvideoarchivedmedia.model.Fragment;
import software.amazon.awssdk.services.kinesisvideoarchivedmedia.model.FragmentSelector;
import software.amazon.awssdk.services.kinesisvideoarchivedmedia.model.FragmentSelectorType;
import software.amazon.awssdk.services.kinesisvideoarchivedmedia.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesisvideoarchivedmedia.model.ListFragmentsResponse;
import software.amazon.awssdk.services.kinesisvideoarchivedmedia.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesisvideoarchivedmedia.model.TimestampRange;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ArchiveTest {
    private static final Instant START = Instant.ofEpochSecond(1_700_000_000);

    private final KvsEmulator emulator =
            KvsEmulator.builder().singleEndpoint(true).limits(ServiceLimits.none()).start();
    private final List<StoredFragment> stored = new ArrayList<>();
    private KinesisVideoArchivedMediaClient client;
    private EmulatedStream stream;

    @BeforeEach
    void fill() {
        client = SdkClients.archive(emulator.endpoint());
        stream = emulator.createStream("door");
        for (int i = 0; i < 50; i++) {
            Instant server = START.plusSeconds(2L * i);
            stored.add(Fixtures.put(stream, server.minusMillis(500), server, 5000));
        }
    }

    @AfterEach
    void stop() {
        client.close();
        emulator.close();
    }

    @Test
    void everyFragmentIsListedOnceThoughInNoOrder() {
        List<Fragment> listed = new ArrayList<>();
        String token = null;
        int pages = 0;
        do {
            String next = token;
            ListFragmentsResponse page =
                    client.listFragments(r -> r.streamName("door").maxResults(7L).nextToken(next));
            assertThat(page.fragments()).hasSizeLessThanOrEqualTo(7);
            listed.addAll(page.fragments());
            token = page.nextToken();
            pages++;
        } while (token != null);

        assertThat(pages).isEqualTo(8);
        assertThat(listed)
                .extracting(Fragment::fragmentNumber)
                .containsExactlyInAnyOrderElementsOf(
                        stored.stream().map(StoredFragment::number).toList())
                .isNotEqualTo(stored.stream().map(StoredFragment::number).toList());
        listed.sort(Comparator.comparing(Fragment::fragmentNumber));
        StoredFragment first = stored.get(0);
        assertThat(listed.get(0).serverTimestamp()).isEqualTo(first.serverTimestamp());
        assertThat(listed.get(0).producerTimestamp()).isEqualTo(first.producerTimestamp());
        assertThat(listed.get(0).fragmentSizeInBytes()).isEqualTo(first.size());
        assertThat(listed.get(0).fragmentLengthInMilliseconds())
                .isEqualTo(first.duration().toMillis());
    }

    @Test
    void bothEndsOfARangeBelongToIt() {
        assertThat(inRange(FragmentSelectorType.SERVER_TIMESTAMP, 2, 6)).isEqualTo(3);
        assertThat(inRange(FragmentSelectorType.PRODUCER_TIMESTAMP, 2, 6)).isEqualTo(2);
        assertThat(inRange(FragmentSelectorType.SERVER_TIMESTAMP, -100, -1)).isZero();
    }

    @Test
    void aTokenCarriesItsRange() {
        ListFragmentsResponse first =
                client.listFragments(
                        r ->
                                r.streamName("door")
                                        .maxResults(2L)
                                        .fragmentSelector(
                                                range(
                                                        FragmentSelectorType.SERVER_TIMESTAMP,
                                                        0,
                                                        4)));

        ListFragmentsResponse second =
                client.listFragments(r -> r.streamName("door").nextToken(first.nextToken()));

        assertThat(second.fragments()).hasSize(1);
        assertThat(second.nextToken()).isNull();
        assertThatThrownBy(
                        () -> client.listFragments(r -> r.streamName("door").nextToken("bm9uZQ==")))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("NextToken");
    }

    @Test
    void listedMediaIsWhatWasStoredWithoutTrailers() {
        List<String> wanted =
                List.of(stored.get(30).number(), stored.get(2).number(), stored.get(3).number());

        byte[] media =
                client.getMediaForFragmentListAsBytes(r -> r.streamName("door").fragments(wanted))
                        .asByteArray();

        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        for (int index : new int[] {30, 2, 3}) {
            expected.writeBytes(stored.get(index).toByteArray());
        }
        assertThat(media).isEqualTo(expected.toByteArray());
        assertThat(Chunks.in(media))
                .hasSize(3)
                .allSatisfy(
                        chunk ->
                                assertThat(chunk.tags())
                                        .containsKey(ServiceTags.SERVER_TIMESTAMP)
                                        .doesNotContainKeys(
                                                ServiceTags.CONTINUATION_TOKEN,
                                                ServiceTags.MILLIS_BEHIND_NOW));
    }

    @Test
    void aFragmentThatIsGoneIsAnErrorUnderStatus200() {
        stream.forgetBefore(START.plusSeconds(1));

        byte[] media =
                client.getMediaForFragmentListAsBytes(
                                r ->
                                        r.streamName("door")
                                                .fragments(
                                                        stored.get(1).number(),
                                                        stored.get(0).number()))
                        .asByteArray();

        List<Chunks.Chunk> chunks = Chunks.in(media);
        assertThat(chunks).hasSize(2);
        assertThat(chunks.get(1).tag(ServiceTags.ERROR_CODE)).isEqualTo("FRAGMENT_NOT_FOUND");
        assertThat(chunks.get(1).tag(ServiceTags.ERROR_ID)).isEqualTo("3000");
        assertThat(chunks.get(1).tag(ServiceTags.FRAGMENT_NUMBER))
                .isEqualTo(stored.get(0).number());
    }

    @Test
    void numbersThatTheStreamCannotHaveGivenAreInvalid() {
        for (String number : List.of("7", stored.get(49).number().replace('9', '8'))) {
            assertThatThrownBy(
                            () ->
                                    client.getMediaForFragmentListAsBytes(
                                            r -> r.streamName("door").fragments(number)))
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessageContaining("Fragment numbers are invalid");
        }
    }

    @Test
    void withoutRetentionThereIsNoArchive() {
        try (KinesisVideoClient control = SdkClients.control(emulator.endpoint())) {
            control.createStream(r -> r.streamName("passing"));
        }

        assertThatThrownBy(() -> client.listFragments(r -> r.streamName("passing")))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    private int inRange(FragmentSelectorType type, int from, int to) {
        return client.listFragments(
                        r -> r.streamName("door").fragmentSelector(range(type, from, to)))
                .fragments()
                .size();
    }

    private static FragmentSelector range(FragmentSelectorType type, int from, int to) {
        TimestampRange range =
                TimestampRange.builder()
                        .startTimestamp(START.plusSeconds(from))
                        .endTimestamp(START.plusSeconds(to))
                        .build();
        return FragmentSelector.builder().fragmentSelectorType(type).timestampRange(range).build();
    }
}
