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

package io.github.flinkkvs.media.docs;

import io.github.flinkkvs.media.client.CallLimits;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** The policy allows the calls that the client makes, and the page tells of each. */
class PermissionsTest {

    private static final String SERVICE = "kinesisvideo:";

    private final String page = ProjectFiles.read("docs/operations/permissions.md");
    private final JsonNode policy =
            new ObjectMapper().readTree(ProjectFiles.read("operations/iam/read-streams.json"));

    PermissionsTest() throws IOException {}

    @Test
    void thePolicyAllowsWhatIsCalledAndNothingElse() {
        Set<String> allowed = new TreeSet<>();
        for (JsonNode statement : policy.get("Statement")) {
            JsonNode actions = statement.get("Action");
            (actions.isArray() ? actions : List.of(actions))
                    .forEach(action -> allowed.add(action.asText()));
        }

        assertThat(allowed)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(
                                        operations().stream().map(SERVICE::concat),
                                        Stream.of("kms:Decrypt"))
                                .toList());
    }

    @Test
    void everyStatementAndEveryCallIsTold() {
        assertThat(policy.get("Statement"))
                .extracting(statement -> statement.get("Sid").asText())
                .allSatisfy(sid -> assertThat(page).contains("\n| `" + sid + "` | "));
        assertThat(operations())
                .allSatisfy(
                        operation -> {
                            assertThat(page).contains("\n| `" + operation + "` | ");
                            assertThat(page).contains("`" + SERVICE + operation + "`");
                        });
    }

    /** GET_MEDIA is GetMedia to the service. */
    private static List<String> operations() {
        return Arrays.stream(CallLimits.Operation.values())
                .map(operation -> camelCase(operation.name()))
                .toList();
    }

    private static String camelCase(String constant) {
        StringBuilder name = new StringBuilder();
        for (String word : constant.split("_", -1)) {
            name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return name.toString();
    }
}
