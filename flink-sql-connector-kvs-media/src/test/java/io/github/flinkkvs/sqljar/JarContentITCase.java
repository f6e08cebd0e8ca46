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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

/** Nothing in the jar can be taken for another jar's, nor can another jar's be taken for it. */
class JarContentITCase {

    /** A name of the libraries, relocated or not, as classes and their texts may have it. */
    private static final Pattern OF_A_LIBRARY =
            Pattern.compile(
                    "(?:software[/.]amazon|io[/.]netty|org[/.]reactivestreams)[/.][\\w$/.-]*[\\w$]");

    private static final Pattern RELOCATED =
            Pattern.compile("(io[/.]github[/.]flinkkvs[/.]shaded[/.]|[\\w$-])$");

    /**
     * What the libraries say to people. They are no names of classes, and nothing looks them up.
     */
    private static final Set<String> ONLY_SAID =
            Set.of(
                    "io.netty.versions.properties",
                    "io.netty.customResourceLeakDetector",
                    "io.netty.tmpdir",
                    "io.netty.handler.ssl.openssl.useKeyManagerFactory",
                    "io.netty.resolver.dns",
                    "software.amazon.awssdk.crt",
                    "software.amazon.awssdk.crt.checksums.CRC32C",
                    "software.amazon.awssdk.crt.checksums.CRC64NVME");

    private final List<String> files = ShadedJar.files();

    private List<String> classes() {
        return files.stream().filter(file -> file.endsWith(".class")).toList();
    }

    private static List<String> notRelocated(String text) {
        return OF_A_LIBRARY
                .matcher(text)
                .results()
                .filter(name -> !RELOCATED.matcher(before(text, name.start())).find())
                .map(MatchResult::group)
                .toList();
    }

    private static String before(String text, int end) {
        return text.substring(Math.max(0, end - ShadedJar.PREFIX.length()), end);
    }

    @Test
    void everyClassLiesInOurPackages() {
        assertThat(classes())
                .hasSizeGreaterThan(1_000)
                .allMatch(
                        file ->
                                file.startsWith("io/github/flinkkvs/media/")
                                        || file.startsWith(ShadedJar.PREFIX));
    }

    @Test
    void everyOtherFileLiesInOurPackagesOrIsMeantToBeThere() {
        assertThat(files)
                .filteredOn(file -> !file.startsWith("io/github/flinkkvs/"))
                .filteredOn(file -> !file.startsWith("META-INF/licenses/"))
                .filteredOn(file -> !file.matches("META-INF/maven/.*/pom\\.(xml|properties)"))
                .containsExactlyInAnyOrder(
                        "META-INF/MANIFEST.MF",
                        "META-INF/LICENSE",
                        "META-INF/NOTICE",
                        "META-INF/services/org.apache.flink.table.factories.Factory",
                        "META-INF/services/io.github.flinkkvs.shaded.software.amazon.awssdk"
                                + ".http.SdkHttpService",
                        "META-INF/services/io.github.flinkkvs.shaded.software.amazon.awssdk"
                                + ".http.async.SdkAsyncHttpService",
                        "META-INF/services/io.github.flinkkvs.shaded.software.amazon.awssdk"
                                + ".thirdparty.jackson.core.JsonFactory");
        assertThat(files).doesNotHaveDuplicates();
    }

    @Test
    void everyServiceFileNamesClassesOfTheJar() {
        assertThat(ShadedJar.services())
                .allSatisfy(
                        service ->
                                assertThat(ShadedJar.providers(service))
                                        .isNotEmpty()
                                        .extracting(name -> name.replace('.', '/') + ".class")
                                        .isSubsetOf(files));
    }

    @Test
    void noClassNamesALibraryWhereItIsNotRelocated() throws IOException {
        Set<String> named = new HashSet<>();
        try (JarFile jar = new JarFile(ShadedJar.PATH.toFile())) {
            for (String file : classes()) {
                byte[] bytes = jar.getInputStream(jar.getEntry(file)).readAllBytes();
                named.addAll(notRelocated(new String(bytes, ISO_8859_1)));
            }
        }

        assertThat(named).isSubsetOf(ONLY_SAID);
    }

    /** A class of two artifacts, or of none, would be one that the NOTICE tells wrong. */
    @Test
    void theRelocatedFilesAreThoseOfTheBundledArtifacts() throws IOException {
        List<String> theirs =
                BundledArtifact.all().stream()
                        .flatMap(artifact -> ShadedJar.files(artifact.jar()).stream())
                        .filter(file -> file.contains("/") && !file.startsWith("META-INF/"))
                        .filter(file -> !file.endsWith(".vm"))
                        .map(file -> ShadedJar.PREFIX + file)
                        .toList();

        assertThat(files)
                .filteredOn(file -> file.startsWith(ShadedJar.PREFIX))
                .containsExactlyInAnyOrderElementsOf(theirs);
    }

    @Test
    void theManifestIsOursAndPromisesNothingThatTheJarDoesNotHave() throws IOException {
        assertThat(ShadedJar.manifest().getMainAttributes())
                .extractingByKey(Attributes.Name.IMPLEMENTATION_TITLE)
                .isEqualTo("flink-sql-connector-kvs-media");
        assertThat(ShadedJar.manifest().getMainAttributes().keySet())
                .extracting(Object::toString)
                .doesNotContain(
                        "Multi-Release",
                        "Automatic-Module-Name",
                        "Class-Path",
                        "Main-Class",
                        "Bundle-SymbolicName");
        assertThat(ShadedJar.manifest().getEntries()).isEmpty();
        assertThat(files)
                .noneMatch(file -> file.matches("META-INF/[^/]*\\.(SF|DSA|RSA|EC)"))
                .noneMatch(file -> file.startsWith("META-INF/versions/"))
                .noneMatch(file -> file.endsWith("module-info.class"));
    }
}
