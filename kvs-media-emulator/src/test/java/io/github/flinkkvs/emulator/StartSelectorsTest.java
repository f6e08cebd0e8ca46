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

import io.github.flinkkvs.emulator.mkv.ServiceTags;
import io.github.flinkkvs.emulator.session.SessionRecord.Outcome;
import io.github.flinkkvs.emulator.store.StoredFragment;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class StartSelectorsTest {
    private static final int SILENCE_MILLIS = 200;

    private final KvsEmulator emulator = KvsEmulator.start();
    private final List<StoredFragment> stored = new ArrayList<>();
    private EmulatedStream stream;

    /** Arrived at 100, 104, 108 and 112 s; taken at 10, 12, 11 and 20 s; each two seconds long. */
    @BeforeEach
    void fillStream() {
        stream = emulator.createStream("camera");
        long[] producerSeconds = {10, 12, 11, 20};
        for (int i = 0; i < producerSeconds.length; i++) {
            stored.add(
                    Fixtures.put(
                            stream,
                            Instant.ofEpochSecond(producerSeconds[i]),
                            Instant.ofEpochSecond(100 + 4L * i)));
        }
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    @Test
    void earliestStartsWithTheOldestFragment() throws IOException {
        assertThat(numbersFrom("\"StartSelectorType\":\"EARLIEST\"")).isEqualTo(numbers(0));
    }

    @Test
    void earliestStartsWithTheOldestThatRetentionLeft() throws IOException {
        stream.forgetBefore(Instant.ofEpochSecond(105));

        assertThat(numbersFrom("\"StartSelectorType\":\"EARLIEST\"")).isEqualTo(numbers(2));
    }

    @Test
    void afterAFragmentNumberComesTheNextOne() throws IOException {
        assertThat(numbersFrom(after(stored.get(1).number()))).isEqualTo(numbers(2));
    }

    @Test
    void afterTheNewestFragmentComesSilenceUntilTheNextOne() throws IOException {
        try (RawSession session = getMedia(after(stored.get(3).number()))) {
            StoredFragment next =
                    Fixtures.put(stream, Instant.ofEpochSecond(30), Instant.ofEpochSecond(116));
            session.readToEnd(SILENCE_MILLIS);

            assertThat(numbersIn(session.body())).containsExactly(next.number());
        }
    }

    @Test
    void aContinuationTokenGoesOnLikeTheNumberItIs() throws IOException {
        assertThat(
                        numbersFrom(
                                "\"StartSelectorType\":\"CONTINUATION_TOKEN\","
                                        + "\"ContinuationToken\":\""
                                        + stored.get(0).number()
                                        + "\""))
                .isEqualTo(numbers(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"StartSelectorType\":\"FRAGMENT_NUMBER\",\"AfterFragmentNumber\":\"123\"",
                "\"StartSelectorType\":\"CONTINUATION_TOKEN\",\"ContinuationToken\":\"a.b-c_d\""
            })
    void anUnknownPositionIsAnErrorInTheBody(String selector) throws IOException {
        try (RawSession session = getMedia(selector)) {
            assertThat(session.status()).isEqualTo(200);
            assertThat(session.readToEnd()).isEqualTo(RawSession.End.CLEAN);
            assertThat(new String(session.body(), StandardCharsets.ISO_8859_1))
                    .contains(ServiceTags.ERROR_CODE, "FRAGMENT_NOT_FOUND")
                    .contains(ServiceTags.ERROR_ID, "4000")
                    .contains(ServiceTags.FRAGMENT_NUMBER);
        }
        assertThat(emulator.sessionLog())
                .singleElement()
                .satisfies(r -> assertThat(r.outcome()).isEqualTo(Outcome.POSITION_LOST));
    }

    @ParameterizedTest
    @CsvSource({"99,0", "100,0", "101.999,0", "102,1", "104,1", "107.5,2", "113,3"})
    void aServerTimeStartsWithTheFragmentThatContainsItOrTheNextOne(String seconds, int first)
            throws IOException {
        assertThat(numbersFrom(at("SERVER_TIMESTAMP", seconds))).isEqualTo(numbers(first));
    }

    @ParameterizedTest
    @CsvSource({"9,0", "10,0", "11.5,0", "12.5,1", "13.999,1", "14,3", "21.9,3"})
    void aProducerTimeStartsWithTheFirstFragmentThatContainsItOrTheNextOne(
            String seconds, int first) throws IOException {
        assertThat(numbersFrom(at("PRODUCER_TIMESTAMP", seconds))).isEqualTo(numbers(first));
    }

    @Test
    void aTimeToComeWaitsForTheFragmentThatReachesIt() throws IOException {
        try (RawSession session = getMedia(at("SERVER_TIMESTAMP", "1.2E2"))) {
            Fixtures.put(stream, Instant.ofEpochSecond(31), Instant.ofEpochSecond(116));
            StoredFragment wanted =
                    Fixtures.put(stream, Instant.ofEpochSecond(32), Instant.ofEpochSecond(121));
            session.readToEnd(SILENCE_MILLIS);

            assertThat(numbersIn(session.body())).containsExactly(wanted.number());
        }
    }

    @Test
    void nowStartsWithWhatArrivesAfterTheCall() throws IOException {
        try (RawSession session = getMedia("\"StartSelectorType\":\"NOW\"")) {
            StoredFragment next =
                    Fixtures.put(stream, Instant.ofEpochSecond(30), Instant.ofEpochSecond(116));
            session.readToEnd(SILENCE_MILLIS);

            assertThat(numbersIn(session.body())).containsExactly(next.number());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\"StartSelectorType\":\"SOMEWHERE\"",
                "\"StartSelectorType\":\"FRAGMENT_NUMBER\"",
                "\"StartSelectorType\":\"FRAGMENT_NUMBER\",\"AfterFragmentNumber\":\"x\"",
                "\"StartSelectorType\":\"SERVER_TIMESTAMP\"",
                "\"StartSelectorType\":\"PRODUCER_TIMESTAMP\",\"StartTimestamp\":1e400",
                "\"StartSelectorType\":\"CONTINUATION_TOKEN\""
            })
    void anIncompleteSelectorIsRefused(String selector) throws IOException {
        try (RawSession session = getMedia(selector)) {
            assertThat(session.status()).isEqualTo(400);
            assertThat(session.header("x-amzn-errortype")).startsWith("InvalidArgumentException:");
        }
    }

    private List<String> numbersFrom(String selector) throws IOException {
        try (RawSession session = getMedia(selector)) {
            session.readToEnd(SILENCE_MILLIS);
            return numbersIn(session.body());
        }
    }

    private RawSession getMedia(String selector) throws IOException {
        return RawSession.getMedia(emulator, "camera", selector);
    }

    private List<String> numbers(int from) {
        return stored.subList(from, stored.size()).stream().map(StoredFragment::number).toList();
    }

    private static String after(String number) {
        return "\"StartSelectorType\":\"FRAGMENT_NUMBER\",\"AfterFragmentNumber\":\""
                + number
                + "\"";
    }

    private static String at(String type, String seconds) {
        return "\"StartSelectorType\":\"" + type + "\",\"StartTimestamp\":" + seconds;
    }

    private static List<String> numbersIn(byte[] body) {
        return Chunks.in(body).stream().map(c -> c.tag(ServiceTags.FRAGMENT_NUMBER)).toList();
    }
}
