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

import org.junit.jupiter.api.Test;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Commands of this repository that samples name exist, with the options that they are given. */
class CommandSamplesTest {

    private final Map<String, String> helpTexts = new ConcurrentHashMap<>();

    @Test
    void everySampleOfBashIsWellFormed() throws Exception {
        assumeTrue(isThere("bash"));
        List<String> problems = new ArrayList<>();
        for (CodeBlock block : Page.blocks("bash")) {
            String found = output(block.text(), "bash", "-n");
            if (!found.isEmpty()) {
                problems.add(block.at(1) + ": " + found);
            }
        }

        assertThat(problems).isEmpty();
    }

    @Test
    void everySampleOfPythonIsWellFormed() throws Exception {
        assumeTrue(isThere("python3"));
        List<String> problems = new ArrayList<>();
        for (CodeBlock block : Page.blocks("python")) {
            String found =
                    output(
                            block.text(),
                            "python3",
                            "-c",
                            "import ast,sys; ast.parse(sys.stdin.read())");
            if (!found.isEmpty()) {
                problems.add(block.at(1) + ": " + found);
            }
        }

        assertThat(problems).isEmpty();
    }

    @Test
    void everyScriptAndModuleThatIsNamedExists() {
        List<String> problems = new ArrayList<>();
        commands((command, place) -> command.missing().forEach(name -> problems.add(place + name)));

        assertThat(problems).isEmpty();
    }

    @Test
    void everyOptionThatIsNamedExists() {
        List<String> problems = new ArrayList<>();
        commands(
                (command, place) -> {
                    String known = command.documentation(this::help).orElse("");
                    for (String option : known.isEmpty() ? List.<String>of() : command.options()) {
                        if (!Pattern.compile(option + "(?![a-z-])").matcher(known).find()) {
                            problems.add(place + option);
                        }
                    }
                });

        assertThat(helpTexts).isNotEmpty();
        assertThat(problems).isEmpty();
    }

    private static void commands(CommandVisitor visitor) {
        for (CodeBlock block : Page.blocks("bash")) {
            int line = 1;
            for (String text : block.text().split("(?<!\\\\)\n", -1)) {
                visitor.visit(Command.of(text), block.at(line) + ": ");
                line += text.split("\n", -1).length;
            }
        }
    }

    /** What a class says of itself on the command line; a process, since it may end it. */
    private String help(List<String> classAndArguments) {
        return helpTexts.computeIfAbsent(
                String.join(" ", classAndArguments),
                key -> {
                    List<String> java = new ArrayList<>();
                    java.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
                    java.addAll(List.of("-cp", System.getProperty("java.class.path")));
                    java.addAll(classAndArguments);
                    java.add("--help");
                    try {
                        return output("", java.toArray(String[]::new));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    private static boolean isThere(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static String output(String input, String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (Stream<String> lines = process.inputReader(StandardCharsets.UTF_8).lines()) {
            process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().close();
            return String.join("\n", lines.toList());
        } finally {
            process.destroy();
        }
    }

    /** Takes commands and where they stand. */
    private interface CommandVisitor {
        void visit(Command command, String place);
    }
}
