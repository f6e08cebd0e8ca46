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

package io.github.flinkkvs.media.table;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

/** Which streams conditions on their names leave. */
class StreamChoiceTest {

    private static final String ARN =
            "arn:aws:kinesisvideo:eu-central-1:123456789012:stream/gate/1700000000000";

    private static StreamChoice searched(String prefix, String pattern) {
        return new StreamChoice(List.of(), prefix, pattern, Map.of("site", "north"));
    }

    @Test
    void aStreamThatIsNamedByItsArnIsJudgedByItsName() {
        StreamChoice choice = new StreamChoice(List.of("door", ARN), "", "", Map.of());

        assertThat(choice.namedOnly("gate"::equals).named()).containsExactly(ARN);
        assertThat(choice.namedOnly("yard"::equals).isEmpty()).isTrue();
    }

    @Test
    void theServiceIsAskedForWhatTheNamesHaveInCommon() {
        StreamChoice narrowed =
                searched("north-", "").searchedOnly(Set.of("north-door", "north-dock", "south-x"));

        assertThat(narrowed.prefix()).isEqualTo("north-do");
        assertThat("north-door").matches(narrowed.pattern());
        assertThat("north-dock").matches(narrowed.pattern());
        assertThat("north-doom").doesNotMatch(narrowed.pattern());
        assertThat(narrowed.tags()).containsEntry("site", "north");
    }

    @Test
    void theTablesOwnPatternStillHolds() {
        assertThat(searched("", ".*-door").searchedOnly(Set.of("a-door", "a-gate")).pattern())
                .contains("a-door")
                .doesNotContain("a-gate");
        assertThat(searched("", ".*-door").searchedOnly(Set.of("a-gate")).isEmpty()).isTrue();
        assertThat(searched("north", "").searchedOnly(Set.of("south")).isEmpty()).isTrue();
    }

    @Test
    void aNameIsNoPatternAndNoStrangePrefix() {
        StreamChoice dotted = searched("", "").searchedOnly(Set.of("a.b"));
        StreamChoice strange = searched("", "").searchedOnly(Set.of("no stream's name"));

        assertThat("axb").doesNotMatch(dotted.pattern());
        assertThat(strange.prefix()).isEmpty();
        assertThat(strange.isEmpty()).isFalse();
    }
}
