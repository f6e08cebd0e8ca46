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

package io.github.flinkkvs.e2e.process;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where the processes of a test class run and log: {@code target/processes/<class>}. It is left
 * behind for who wants to know why a test failed, which is told where it is.
 */
public final class ProcessFolder
        implements BeforeAllCallback,
                TestExecutionExceptionHandler,
                LifecycleMethodExecutionExceptionHandler {

    private static final int MOST_LINES = 20;

    /** Tests may have folders within. */
    private static final int DEPTH_OF_LOGS = 2;

    private Path path;

    /** The folder, empty when the class begins. */
    public Path path() {
        return path;
    }

    /** All lines of the processes' logs that have a text in them. */
    public List<String> linesWith(String text) {
        List<String> found = new ArrayList<>();
        for (Path log : logs()) {
            linesOf(log).filter(line -> line.contains(text)).forEach(found::add);
        }
        return found;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        path =
                Path.of("target", "processes", context.getRequiredTestClass().getSimpleName())
                        .toAbsolutePath();
        if (Files.exists(path)) {
            try (Stream<Path> old = Files.walk(path)) {
                old.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
            }
        }
        Files.createDirectories(path);
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure)
            throws Throwable {
        explain(context, failure);
    }

    @Override
    public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable failure)
            throws Throwable {
        explain(context, failure);
    }

    @Override
    public void handleBeforeEachMethodExecutionException(
            ExtensionContext context, Throwable failure) throws Throwable {
        explain(context, failure);
    }

    private void explain(ExtensionContext context, Throwable failure) throws Throwable {
        System.out.println(context.getDisplayName() + " failed; its processes logged here:");
        logs().forEach(ProcessFolder::printErrors);
        throw failure;
    }

    private static void printErrors(Path log) {
        List<String> errors =
                linesOf(log).filter(line -> line.matches(".*(ERROR|FATAL|Caused by: ).*")).toList();
        System.out.println("  " + log + ", lines with errors: " + errors.size());
        errors.stream()
                .skip(Math.max(0, errors.size() - MOST_LINES))
                .forEach(line -> System.out.println("    " + line));
    }

    private List<Path> logs() {
        try (Stream<Path> files = Files.walk(path, DEPTH_OF_LOGS)) {
            return files.filter(f -> f.toString().matches(".*\\.(log|out)")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> linesOf(Path log) {
        try {
            return Files.readAllLines(log).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
