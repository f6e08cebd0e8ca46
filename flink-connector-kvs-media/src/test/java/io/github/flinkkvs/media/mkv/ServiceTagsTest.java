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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ServiceTagsTest {

    private static final String PREFIX = "AWS_KINESISVIDEO_";

    private final ServiceTags tags = new ServiceTags();

    @Test
    void theArchivesSpellingsOfTheTimestampsAreRead() throws Exception {
        take("FRAGMENT_NUMBER", "1");
        take("SERVER_SIDE_TIMESTAMP", "2.5");
        take("PRODUCER_SIDE_TIMESTAMP", "3.5");
        take("CONTINUATION_TOKEN", "token");
        tags.endOfTags();

        assertThat(tags.values().serverTimestamp()).isEqualTo(Instant.ofEpochMilli(2_500));
        assertThat(tags.values().producerTimestamp()).isEqualTo(Instant.ofEpochMilli(3_500));
        assertThat(tags.values().continuationToken()).isEqualTo("token");
        assertThat(tags.values().millisBehindNow()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AWS_KINESISVIDEO_END_OF_FRAGMENT",
                "AWS_KINESISVIDEO_IMAGE_PREFIX",
                "AWS_KINESISVIDEO_",
                "aws_kinesisvideo_FRAGMENT_NUMBER",
                "FRAGMENT_NUMBER"
            })
    void otherNamesAreUserTags(String name) {
        assertThat(tags.take(name, "value")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12a", "-1", "\u0661", " 1"})
    void aFragmentNumberHasDigitsOnly(String number) {
        take("FRAGMENT_NUMBER", number);

        assertThatThrownBy(tags::endOfTags).isInstanceOf(MalformedException.class);
    }

    @Test
    void aFragmentNumberHasAtMost128Digits() throws Exception {
        take("FRAGMENT_NUMBER", "9".repeat(128));
        tags.endOfTags();
        assertThat(tags.fragmentNumber()).contains("9".repeat(128));

        take("FRAGMENT_NUMBER", "9".repeat(129));
        assertThatThrownBy(tags::endOfTags).isInstanceOf(MalformedException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"FRAGMENT_NUMBER", "SERVER_TIMESTAMP", "PRODUCER_TIMESTAMP"})
    void aCompleteChunkWithoutOneOfTheFrontTagsIsRefused(String missing) throws Exception {
        for (String name :
                new String[] {"FRAGMENT_NUMBER", "SERVER_TIMESTAMP", "PRODUCER_TIMESTAMP"}) {
            if (!name.equals(missing)) {
                take(name, "1");
            }
        }
        take("CONTINUATION_TOKEN", "1");
        tags.endOfTags();

        assertThatThrownBy(tags::values)
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining(PREFIX + missing);
    }

    @Test
    void aContinuationTokenThatNoCheckpointCouldHoldIsRefused() throws Exception {
        take("CONTINUATION_TOKEN", "\0".repeat(1_023) + "1");
        tags.endOfTags();
        assertThat(tags.complete()).isTrue();

        take("CONTINUATION_TOKEN", "\0".repeat(40_000) + "1");
        assertThatThrownBy(tags::endOfTags)
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("40001 characters, at most 1024 allowed");
    }

    @Test
    void anEmptyContinuationTokenIsRefused() {
        take("CONTINUATION_TOKEN", "");

        assertThatThrownBy(tags::endOfTags).isInstanceOf(MalformedException.class);
    }

    @Test
    void nonsenseAboutTheDelayIsNoReasonToRefuseAChunk() throws Exception {
        take("FRAGMENT_NUMBER", "1");
        take("SERVER_TIMESTAMP", "1");
        take("PRODUCER_TIMESTAMP", "1");
        take("CONTINUATION_TOKEN", "1");
        take("MILLIS_BEHIND_NOW", "a while");
        tags.endOfTags();

        assertThat(tags.values().millisBehindNow()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "ERROR_ID, 4000, 4000, ''",
        "ERROR_ID, many, , ''",
        "ERROR_CODE, FRAGMENT_NOT_FOUND, , FRAGMENT_NOT_FOUND",
        "EXCEPTION_ERROR_CODE, 3002, 3002, 3002",
        "EXCEPTION_MESSAGE, No luck., , No luck."
    })
    void anErrorIsReadFromAnyOfItsTags(String name, String value, Integer id, String code) {
        take(name, value);
        take("FRAGMENT_NUMBER", "not a number");

        ErrorChunk error = tags.error(7);

        assertThat(tags.hasError()).isTrue();
        assertThat(error.errorId().isPresent() ? error.errorId().getAsInt() : null).isEqualTo(id);
        assertThat(error.errorCode()).isEqualTo(code);
        assertThat(error.fragmentNumber()).isEmpty();
        assertThat(error.position()).isEqualTo(7);
    }

    private void take(String name, String value) {
        assertThat(tags.take(PREFIX + name, value)).isTrue();
    }
}
