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

import io.github.flinkkvs.e2e.Eventually;
import io.github.flinkkvs.emulator.cli.KvsEmulatorMain;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An emulator that can be killed and started again at the same address. */
public final class EmulatorProcess implements AutoCloseable {

    /** The control plane's, and one for each API of media. */
    private static final int PORTS = 5;

    private static final Duration LONGEST_START = Duration.ofMinutes(3);

    private final Path folder;
    private final List<String> arguments;
    private final URI endpoint;
    private JavaProcess process;

    private EmulatorProcess(Path folder, int port, List<String> arguments) {
        this.folder = folder;
        this.endpoint = URI.create("http://127.0.0.1:" + port);
        this.arguments =
                new ArrayList<>(
                        List.of(
                                "-Xmx512m",
                                "-Djava.awt.headless=true",
                                "-cp",
                                System.getProperty("java.class.path"),
                                KvsEmulatorMain.class.getName(),
                                "--port=" + port));
        this.arguments.addAll(arguments);
    }

    /**
     * Starts one that logs in the folder.
     *
     * @param arguments of its command line, but for the port
     */
    public static EmulatorProcess start(Path folder, String... arguments) {
        EmulatorProcess emulator =
                new EmulatorProcess(folder, FreePorts.consecutive(PORTS), List.of(arguments));
        emulator.start();
        return emulator;
    }

    /** Starts it again once it has been killed; it serves on return. */
    public void start() {
        process = JavaProcess.start("emulator", folder, Map.of(), arguments);
        Eventually.await(
                process + " serves",
                LONGEST_START,
                () -> !process.isAlive() || process.output().contains("Endpoint     " + endpoint));
        if (!process.isAlive()) {
            throw new AssertionError("Does not start: " + process.output());
        }
    }

    public URI endpoint() {
        return endpoint;
    }

    public JavaProcess process() {
        return process;
    }

    /** Kills it. */
    @Override
    public void close() {
        process.close();
    }
}
