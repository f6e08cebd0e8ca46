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

package io.github.flinkkvs.media.mkv;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class RepeatedTextTest {

    private final RepeatedText text = new RepeatedText();

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "1511852109.126", "\u00e4\u00f6", "a\0b", "a\0", "\0"})
    void aTextIsReadAsThePayloadReadsIt(String written) {
        String expected = payload(written).text();

        read("before");
        read(written);

        assertThat(text.length()).isEqualTo(expected.length());
        for (int i = 0; i < expected.length(); i++) {
            assertThat(text.charAt(i)).isEqualTo(expected.charAt(i));
        }
        assertThat(text).hasToString(expected);
    }

    @Test
    void theSameTextIsTheSameObject() {
        read("door");
        String first = text.toString();
        read("door");

        assertThat(text.toString()).isSameAs(first);
    }

    @Test
    void whatWasGivenOutDoesNotChange() {
        read("door");
        String first = text.toString();
        read("room");

        assertThat(first).isEqualTo("door");
        assertThat(text).hasToString("room");
    }

    @Test
    void aTextNobodyAskedForIsForgottenWithTheNext() {
        read("door");
        read("a");
        read("roof");

        assertThat(text.length()).isEqualTo(4);
        assertThat(text).hasToString("roof");
    }

    @Test
    void longTextsAreReadWhole() {
        String longText = "x".repeat(RepeatedText.MAX_LENGTH + 1);

        read(longText);

        assertThat(text).hasToString(longText).hasSize(longText.length());
        text.clear();
        assertThat(text).isEmpty();
    }

    private void read(String written) {
        text.read(payload(written));
    }

    private static Payload payload(String written) {
        byte[] bytes = ("--" + written).getBytes(UTF_8);
        return new Payload().at(bytes, 2, bytes.length - 2, 0);
    }
}
