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

package io.github.flinkkvs.emulator.clients;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** A program of somebody else that the machine may have. */
final class Program {
    private static final int LONGEST_SECONDS = 30;

    private final List<String> command;
    private final Map<String, String> environment;
    private final Path folder;

    /**
     * Skips the test where the program is not installed.
     *
     * @param folder where it runs and what it says is kept
     */
    Program(String name, Path folder, Map<String, String> environment) {
        this(List.of(name), folder, environment);
        assumeTrue(starts(), "skipped: " + name + " is not on the path");
    }

    private Program(List<String> command, Path folder, Map<String, String> environment) {
        this.command = command;
        this.folder = folder;
        this.environment = environment;
    }

    /** The same with arguments that go ahead of all others. */
    Program with(String... arguments) {
        List<String> longer = Stream.concat(command.stream(), Stream.of(arguments)).toList();
        return new Program(longer, folder, environment);
    }

    /** What it printed; fails unless it came to a good end. */
    String run(String... arguments) throws IOException, InterruptedException {
        Result result = attempt(arguments);
        assertThat(result.exitCode()).as(result.complaint()).isZero();
        return result.output();
    }

    /** Lets it run to any end. */
    Result attempt(String... arguments) throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "output", ".txt");
        Path complaint = Files.createTempFile(folder, "complaint", ".txt");
        Process process =
                builder(arguments)
                        .redirectOutput(output.toFile())
                        .redirectError(complaint.toFile())
                        .start();
        if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(
                    "Not within " + LONGEST_SECONDS + " s: " + with(arguments).command);
        }
        return new Result(
                process.exitValue(), Files.readString(output), Files.readString(complaint));
    }

    private ProcessBuilder builder(String... arguments) {
        ProcessBuilder builder = new ProcessBuilder(with(arguments).command);
        builder.directory(folder.toFile());
        builder.environment().putAll(environment);
        return builder;
    }

    private boolean starts() {
        try {
            builder().redirectErrorStream(true).start().destroy();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** How a run ended and what it said. */
    record Result(int exitCode, String output, String complaint) {}
}
