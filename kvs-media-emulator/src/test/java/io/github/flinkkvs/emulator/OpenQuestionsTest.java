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
import io.github.flinkkvs.emulator.session.OpenQuestions;
import io.github.flinkkvs.emulator.session.OpenQuestions.UnknownPosition;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.time.Instant;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** What the documents of AWS leave open, answered in each way; the likely ones are the default. */
class OpenQuestionsTest {
    private static final String UNKNOWN_NUMBER =
            "\"StartSelectorType\":\"FRAGMENT_NUMBER\",\"AfterFragmentNumber\":\"123\"";
    private static final String UNKNOWN_TOKEN =
            "\"StartSelectorType\":\"CONTINUATION_TOKEN\",\"ContinuationToken\":\"a.b-c_d\"";

    @ParameterizedTest
    @ValueSource(strings = {UNKNOWN_NUMBER, UNKNOWN_TOKEN})
    void anUnknownPositionMayBeRefused(String selector) throws IOException {
        try (KvsEmulator emulator = emulator(UnknownPosition.REFUSED)) {
            // More often than there may be sessions: a call that is refused leaves none behind.
            for (int i = 0; i < 4; i++) {
                try (RawSession session = RawSession.getMedia(emulator, "camera", selector)) {
                    assertThat(session.status()).isEqualTo(400);
                    assertThat(session.header("x-amzn-errortype"))
                            .startsWith("InvalidArgumentException:");
                }
            }
            assertThat(emulator.sessionsOpened()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {UNKNOWN_NUMBER, UNKNOWN_TOKEN})
    void anUnknownPositionMayMeanTheOldestFragment(String selector) throws IOException {
        try (KvsEmulator emulator = emulator(UnknownPosition.OLDEST);
                RawSession session = RawSession.getMedia(emulator, "camera", selector)) {
            assertThat(session.readToEnd(300)).isEqualTo(RawSession.End.SILENT);
            assertThat(numbersIn(session.body()))
                    .containsExactly(emulator.stream("camera").fragments().get(0).number());
        }
    }

    private static KvsEmulator emulator(UnknownPosition answer) {
        KvsEmulator emulator =
                KvsEmulator.builder()
                        .openQuestions(OpenQuestions.likely().withUnknownPosition(answer))
                        .start();
        Fixtures.put(emulator.createStream("camera"), Instant.EPOCH, Instant.now());
        return emulator;
    }

    private static List<String> numbersIn(byte[] body) {
        return Chunks.in(body).stream().map(c -> c.tag(ServiceTags.FRAGMENT_NUMBER)).toList();
    }
}
