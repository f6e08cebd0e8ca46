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

package io.github.flinkkvs.emulator.cli;

import io.github.flinkkvs.emulator.KvsEmulator;
import io.github.flinkkvs.emulator.KvsEmulatorBuilder;

import picocli.CommandLine.ArgGroup;

import java.nio.file.Path;
import java.util.Optional;

/** The options of the command line, and how an emulator is opened by them. */
final class EmulatorOptions {
    @ArgGroup(
            validate = false,
            order = 1,
            heading = "%nStreams (without any there is a camera, cam-1):%n")
    private StreamOptions streams = new StreamOptions();

    @ArgGroup(validate = false, order = 2, heading = "%nFaults:%n")
    private FaultOptions faults = new FaultOptions();

    @ArgGroup(validate = false, order = 3, heading = "%nServer and storage:%n")
    private ServerOptions server = new ServerOptions();

    @ArgGroup(validate = false, order = 4, heading = "%nCallers:%n")
    private CallerOptions callers = new CallerOptions();

    /** The file by which signatures are checked, if they are. */
    Optional<Path> credentials() {
        return callers.credentials();
    }

    /** The ports that it wants, for a message. */
    String ports() {
        return server.ports();
    }

    /** Starts an emulator and fills its streams. */
    KvsEmulator open() {
        KvsEmulatorBuilder builder = KvsEmulator.builder();
        server.applyTo(builder);
        callers.applyTo(builder);
        faults.applyTo(builder);
        KvsEmulator emulator = builder.start();
        try {
            streams.fill(emulator);
            faults.inject(emulator);
        } catch (RuntimeException e) {
            emulator.close();
            throw e;
        }
        return emulator;
    }
}
