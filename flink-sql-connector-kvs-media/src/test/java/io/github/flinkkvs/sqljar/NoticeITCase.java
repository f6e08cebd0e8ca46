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

package io.github.flinkkvs.sqljar;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** The jar says of everything that is in it whose it is, and under which licence. */
class NoticeITCase {

    private static final Pattern ARTIFACT =
            Pattern.compile("^- (\\S+:\\S+:\\S+)", Pattern.MULTILINE);

    private static final Pattern LICENCE = Pattern.compile("META-INF/licenses/LICENSE\\.[\\w-]+");

    private final String notice = ShadedJar.text("META-INF/NOTICE");

    /** Libraries that were copied into a bundled artifact with their Maven description. */
    private static Stream<String> described() {
        return ShadedJar.files().stream()
                .filter(file -> file.matches("META-INF/maven/.*/pom\\.properties"))
                .filter(file -> !file.startsWith("META-INF/maven/io.github.flinkkvs/"))
                .map(NoticeITCase::id);
    }

    private static String id(String pomProperties) {
        Properties pom = new Properties();
        try {
            pom.load(new StringReader(ShadedJar.text(pomProperties)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return pom.get("groupId") + ":" + pom.get("artifactId") + ":" + pom.get("version");
    }

    private static List<String> matches(Pattern pattern, String text, int group) {
        List<String> found = new ArrayList<>();
        for (Matcher matcher = pattern.matcher(text); matcher.find(); ) {
            found.add(matcher.group(group));
        }
        return found;
    }

    @Test
    void theNoticeNamesEachBundledArtifactOnceAndNoOther() throws IOException {
        List<String> bundled =
                Stream.concat(BundledArtifact.all().stream().map(BundledArtifact::id), described())
                        .distinct()
                        .toList();

        assertThat(bundled).hasSizeGreaterThan(10);
        assertThat(matches(ARTIFACT, notice, 1)).containsExactlyInAnyOrderElementsOf(bundled);
    }

    @Test
    void theLicencesThatTheNoticeSpeaksOfAreThoseInTheJar() {
        List<String> licences =
                ShadedJar.files().stream()
                        .filter(file -> file.startsWith("META-INF/licenses/"))
                        .toList();

        assertThat(matches(LICENCE, notice, 0))
                .containsExactlyInAnyOrderElementsOf(licences)
                .isNotEmpty();
        assertThat(licences)
                .allSatisfy(licence -> assertThat(ShadedJar.text(licence)).contains("AS IS"));
    }

    @Test
    void noOtherNoticeOrLicenceSpeaksForTheJar() {
        assertThat(
                        ShadedJar.files().stream()
                                .filter(file -> file.matches("(?i).*(LICENSE|NOTICE)(\\.\\w+)?$")))
                .filteredOn(file -> !file.startsWith("META-INF/licenses/"))
                .containsExactlyInAnyOrder("META-INF/LICENSE", "META-INF/NOTICE");
        assertThat(notice).startsWith("flink-sql-connector-kvs-media");
        assertThat(ShadedJar.text("META-INF/LICENSE")).contains("Apache License", "Version 2.0");
    }
}
