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

package io.github.flinkkvs.examples.manual;

import com.sun.source.util.JavacTask;
import org.junit.jupiter.api.Test;

import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each sample of Java compiles: statements inside a method that has {@link SampleContext} around
 * it, declarations inside a class. Imports that are not among the usual ones a sample brings along.
 */
class JavaSamplesTest {

    private static final Pattern DECLARATION =
            Pattern.compile("(@|public |protected |private |abstract |static |void ).*");

    private static final List<String> USUAL_IMPORTS =
            List.of(
                    "io.github.flinkkvs.emulator.*",
                    "io.github.flinkkvs.emulator.junit.*",
                    "io.github.flinkkvs.emulator.limits.ServiceLimits",
                    "io.github.flinkkvs.emulator.media.camera.SyntheticCamera",
                    "io.github.flinkkvs.emulator.session.*",
                    "io.github.flinkkvs.media.model.*",
                    "io.github.flinkkvs.media.source.*",
                    "io.github.flinkkvs.media.source.config.*",
                    "io.github.flinkkvs.media.source.deserializer.*",
                    "io.github.flinkkvs.media.source.position.*",
                    "org.apache.flink.api.common.eventtime.*",
                    "org.apache.flink.api.common.typeinfo.*",
                    "org.apache.flink.streaming.api.datastream.*",
                    "org.apache.flink.streaming.api.environment.*",
                    "org.apache.flink.types.Either",
                    "org.junit.jupiter.api.*",
                    "org.junit.jupiter.api.extension.*",
                    "java.io.*",
                    "java.nio.file.*",
                    "java.time.*",
                    "java.util.*");

    @Test
    void everySampleCompiles() throws IOException {
        List<Sample> samples = new ArrayList<>();
        for (CodeBlock block : Page.blocks("java")) {
            samples.add(new Sample("Sample" + samples.size(), block));
        }

        assertThat(samples).isNotEmpty();
        assertThat(problems(samples)).isEmpty();
    }

    @Test
    void theTestOfAJobIsOneThatPasses() throws IOException {
        String test =
                Files.readString(
                        Page.ROOT.resolve(
                                "examples/src/test/java/io/github/flinkkvs/examples/manual/FrontDoorITCase.java"));

        assertThat(Page.blocks("java").stream().map(CodeBlock::text))
                .as("samples of docs/test-your-job.md")
                .contains(test.substring(test.indexOf("import ")).strip());
    }

    private static List<String> problems(List<Sample> samples) throws IOException {
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        List<String> options = List.of("-proc:none", "-Xmaxerrs", "1000");
        JavacTask compiler =
                (JavacTask)
                        ToolProvider.getSystemJavaCompiler()
                                .getTask(null, null, found, options, null, samples);
        compiler.analyze();
        return found.getDiagnostics().stream()
                .filter(problem -> problem.getKind() == Diagnostic.Kind.ERROR)
                .map(JavaSamplesTest::text)
                .toList();
    }

    private static String text(Diagnostic<? extends JavaFileObject> problem) {
        String message = problem.getMessage(null);
        return problem.getSource() instanceof Sample sample
                ? sample.block.at(problem.getLineNumber() - 1) + ": " + message
                : message;
    }

    /** Puts all that is added in one line ahead, and all else behind. */
    private static final class Sample extends SimpleJavaFileObject {

        private final String name;
        private final CodeBlock block;

        Sample(String name, CodeBlock block) {
            super(URI.create("string:///" + name + ".java"), Kind.SOURCE);
            this.name = name;
            this.block = block;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            boolean isDeclaration =
                    code().map(String::strip)
                            .filter(line -> !line.isEmpty() && !line.matches("[/*].*"))
                            .findFirst()
                            .filter(line -> DECLARATION.matcher(line).matches())
                            .isPresent();
            return "package io.github.flinkkvs.examples.manual; "
                    + imports()
                    + "abstract class "
                    + name
                    + " extends SampleContext { "
                    + (isDeclaration ? "" : "void sample() throws Exception { ")
                    + "\n"
                    + code().collect(Collectors.joining("\n"))
                    + (isDeclaration ? "\n}" : "\n}}");
        }

        private String imports() {
            return Stream.concat(
                            USUAL_IMPORTS.stream().map(name -> "import " + name + "; "),
                            block.lines().stream().filter(Sample::isImport))
                    .collect(Collectors.joining());
        }

        private Stream<String> code() {
            return block.lines().stream().map(line -> isImport(line) ? "" : line);
        }

        private static boolean isImport(String line) {
            return line.startsWith("import ");
        }
    }
}
