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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A JVM that is another process, with files for what it prints and logs. It does not outlive this
 * JVM, however this one ends.
 */
public final class JavaProcess implements AutoCloseable {

    /** A proxy or a profile of whoever runs the tests is none of the processes' business. */
    private static final Set<String> INHERITED = Set.of("PATH", "HOME", "LANG", "LC_ALL", "TZ");

    private final String name;
    private final Path output;
    private final Process process;
    private final Process warden;

    private JavaProcess(String name, Path output, Process process) throws IOException {
        this.name = name;
        this.output = output;
        this.process = process;
        this.warden = warden(process.pid());
    }

    /**
     * Starts one in the folder, where NAME-1.out gets what it prints and NAME-1.log is meant for
     * its log; the next of the name has 2.
     *
     * @param arguments what follows {@code java}
     */
    static JavaProcess start(
            String kind, Path folder, Map<String, String> environment, List<String> arguments) {
        String name = newName(kind, folder);
        Path output = folder.resolve(name + ".out");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Dlog.file=" + folder.resolve(name + ".log"));
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectInput(Path.of("/dev/null").toFile())
                        .redirectOutput(ProcessBuilder.Redirect.to(output.toFile()));
        builder.environment().keySet().retainAll(INHERITED);
        builder.environment().putAll(environment);
        try {
            return new JavaProcess(name, output, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start " + name, e);
        }
    }

    private static String newName(String kind, Path folder) {
        int number = 1;
        while (Files.exists(folder.resolve(kind + "-" + number + ".out"))) {
            number++;
        }
        return kind + "-" + number;
    }

    /** A shell that kills the process when the pipe breaks that this JVM holds, even if killed. */
    private static Process warden(long pid) throws IOException {
        return new ProcessBuilder("/bin/sh", "-c", "read x; kill -9 $0", Long.toString(pid))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** All that it has printed. */
    public String output() {
        try {
            return Files.readString(output, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it at once, whatever it is doing (SIGKILL); it is gone on return. */
    public void kill() {
        warden.destroyForcibly();
        process.destroyForcibly();
        exitValueWithin(Duration.ofSeconds(10));
    }

    /** Takes it off the processor, with all connections open (SIGSTOP). */
    public void freeze() {
        signal("STOP");
    }

    /** Lets it go on (SIGCONT). */
    public void thaw() {
        signal("CONT");
    }

    private void signal(String signal) {
        try {
            int code =
                    new ProcessBuilder("/bin/sh", "-c", "kill -s $0 $1", signal, "" + pid())
                            .inheritIO()
                            .start()
                            .waitFor();
            if (code != 0) {
                throw new IllegalStateException("Cannot send SIG" + signal + " to " + this);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Waits for its end; if it does not end in time it is killed, and the test fails. */
    int exitValueWithin(Duration longest) {
        try {
            if (!process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("Does not end within " + longest + ": " + this);
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw interrupted(e);
        } finally {
            warden.destroyForcibly();
        }
    }

    private IllegalStateException interrupted(InterruptedException e) {
        process.destroyForcibly();
        Thread.currentThread().interrupt();
        return new IllegalStateException("Interrupted while waiting for " + this, e);
    }

    /** The same as {@link #kill()}. */
    @Override
    public void close() {
        kill();
    }

    @Override
    public String toString() {
        return name + " (pid " + process.pid() + ", output in " + output + ")";
    }
}
