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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** A command of a shell, as far as it is one of this repository. */
record Command(List<String> words) {

    private static final Path ROOT = Page.ROOT;

    /** Scripts, jobs and the emulator have one class each that knows their options. */
    private static final String RUN_EXAMPLE = "examples/run-example";

    private static final String EMULATOR = "kvs-media-emulator/";

    static Command of(String text) {
        String bare = text.replace("\\\n", " ").replaceAll("(^|\\s)#.*", "").strip();
        return new Command(bare.isEmpty() ? List.of() : Arrays.asList(bare.split("\\s+")));
    }

    /** The options that it is given, without their values. */
    List<String> options() {
        return words.stream()
                .filter(word -> word.matches("--[a-z].*"))
                .map(word -> word.replaceAll("=.*", ""))
                .toList();
    }

    /** What it names of this repository that is not there. */
    List<String> missing() {
        List<String> missing = new ArrayList<>();
        if (script().isPresent() && !Files.isExecutable(script().get())) {
            missing.add(script().get() + " cannot be run");
        }
        int modules = words.indexOf("-pl");
        if (modules >= 0) {
            Stream.of(words.get(modules + 1).split(","))
                    .filter(module -> !Files.exists(ROOT.resolve(module).resolve("pom.xml")))
                    .forEach(module -> missing.add("no module " + module));
        }
        return missing;
    }

    /** A script is named from the root, as the pages say. */
    private Optional<Path> script() {
        return words.stream()
                .findFirst()
                .filter(word -> word.matches("[a-z][a-z0-9-]*(/[a-z0-9-]+)+"))
                .map(ROOT::resolve);
    }

    /**
     * Returns the text in which its options stand, if it is known.
     *
     * @param help what a class says, given its name and arguments
     */
    Optional<String> documentation(Function<List<String>, String> help) {
        if (script().filter(Files::exists).isPresent()) {
            return words.get(0).equals(RUN_EXAMPLE)
                    ? Optional.of(
                            help.apply(
                                    List.of(
                                            "io.github.flinkkvs.examples.RunExample",
                                            words.get(1))))
                    : Optional.of(read(script().get()));
        }
        return words.stream()
                .filter(word -> word.startsWith(EMULATOR) && word.endsWith(".jar"))
                .findFirst()
                .map(jar -> help.apply(List.of("io.github.flinkkvs.emulator.cli.KvsEmulatorMain")));
    }

    private static String read(Path script) {
        try {
            return Files.readString(script);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
