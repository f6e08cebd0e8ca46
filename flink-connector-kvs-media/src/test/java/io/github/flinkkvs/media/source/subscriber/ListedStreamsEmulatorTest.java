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

package io.github.flinkkvs.media.source.subscriber;

import io.github.flinkkvs.emulator.KvsEmulator;
import io.github.flinkkvs.media.client.AwsOptions;
import io.github.flinkkvs.media.client.SdkKvsMediaClient;
import io.github.flinkkvs.media.client.StreamDescription;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The search against the service's emulator, which gives ten streams a page. */
class ListedStreamsEmulatorTest {

    private static final int STREAMS = 25;

    private final KvsEmulator emulator = KvsEmulator.builder().region("eu-central-1").start();

    @BeforeEach
    void createStreams() {
        for (int i = 0; i < STREAMS; i++) {
            emulator.createStream("cam-" + i, Map.of("room", i % 2 == 0 ? "hall" : "yard"));
        }
        emulator.createStream("call-1", Map.of("room", "hall", "lang", "en"));
    }

    @AfterEach
    void closeEmulator() {
        emulator.close();
    }

    @Test
    void aPrefixFindsAllThatBeginSoOverAllPages() throws Exception {
        assertThat(search("cam-", null, Map.of())).containsExactlyInAnyOrderElementsOf(cameras(1));
    }

    @Test
    void aPatternFindsAllThatMatchWhole() throws Exception {
        assertThat(search("", Pattern.compile("c.*-1"), Map.of()))
                .containsExactlyInAnyOrder("cam-1", "call-1");
    }

    @Test
    void tagsFindAllThatHaveThem() throws Exception {
        assertThat(search("", null, Map.of("room", "hall", "lang", "en")))
                .containsExactly("call-1");
    }

    @Test
    void prefixAndTagsAreBothLookedAt() throws Exception {
        assertThat(search("cam-", null, Map.of("room", "hall")))
                .containsExactlyInAnyOrderElementsOf(cameras(2));
    }

    @Test
    void aLaterSearchFindsWhatHasChanged() throws Exception {
        try (ListedStreams search = open("cam-2", null, Map.of())) {
            assertThat(names(search)).contains("cam-20").doesNotContain("cam-2-new");

            emulator.deleteStream("cam-20");
            emulator.createStream("cam-2-new");

            assertThat(names(search)).contains("cam-2-new").doesNotContain("cam-20");
        }
    }

    @Test
    void closingEndsAWait() {
        ListedStreams search = open("cam-", null, Map.of());
        search.close();

        assertThatExceptionOfType(CancellationException.class)
                .isThrownBy(() -> search.searchAfter(Long.MAX_VALUE));
    }

    private List<String> search(String prefix, Pattern pattern, Map<String, String> tags)
            throws Exception {
        try (ListedStreams search = open(prefix, pattern, tags)) {
            return names(search);
        }
    }

    private ListedStreams open(String prefix, Pattern pattern, Map<String, String> tags) {
        return new ListedStreams(
                StreamSubscription.matching(prefix, pattern, tags),
                () -> new SdkKvsMediaClient(options()),
                Duration.ofMinutes(5),
                Clock.systemUTC());
    }

    private AwsOptions options() {
        return AwsOptions.of(
                Map.of(
                        "aws.region", "eu-central-1",
                        "aws.endpoint", emulator.endpoint().toString(),
                        "aws.credentials.provider", "BASIC",
                        "aws.credentials.basic.accesskeyid", "AKIDEXAMPLE",
                        "aws.credentials.basic.secretkey", "no-secret"));
    }

    private static List<String> names(ListedStreams search) throws Exception {
        return search.searchAfter(0).stream().map(StreamDescription::name).toList();
    }

    private static List<String> cameras(int step) {
        return IntStream.range(0, STREAMS)
                .filter(i -> i % step == 0)
                .mapToObj(i -> "cam-" + i)
                .toList();
    }
}
