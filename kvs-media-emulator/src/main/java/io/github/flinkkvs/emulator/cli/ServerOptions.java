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

import io.github.flinkkvs.emulator.KvsEmulatorBuilder;

import picocli.CommandLine.Option;

import java.net.InetAddress;
import java.nio.file.Path;

/** Where the emulator listens, what it calls itself, and where it keeps streams. */
final class ServerOptions {
    private static final int USUAL_PORT = 8085;

    @Option(
            names = "--port",
            paramLabel = "NUMBER",
            description =
                    "The control plane's port; 0 takes any free ones. The media have the four ports"
                            + " that follow. Default: 8085.")
    private int port = USUAL_PORT;

    @Option(
            names = "--single-endpoint",
            description = "Serves everything on the one port, for containers and simple clients.")
    private boolean singleEndpoint;

    @Option(
            names = "--address",
            paramLabel = "ADDRESS",
            description =
                    "Where to listen. Default: 127.0.0.1, for this machine only. With another, such"
                            + " as 0.0.0.0, whoever reaches it can read, write and delete.")
    private InetAddress address;

    @Option(
            names = "--region",
            paramLabel = "NAME",
            description = "Of the streams' ARNs and of signatures. Default: us-east-1.")
    private String region = "us-east-1";

    @Option(
            names = "--account",
            paramLabel = "ID",
            description = "Of the streams' ARNs. Default: 123456789012.")
    private String account = "123456789012";

    @Option(
            names = "--folder",
            paramLabel = "FOLDER",
            description =
                    "Keeps streams there, where the next start finds them. Default: in memory.")
    private Path folder;

    @Option(
            names = "--max-bytes",
            paramLabel = "BYTES",
            description =
                    "What all streams together keep before the oldest goes. Default: half of the"
                            + " heap, at most 1 GiB; in a folder 10 GiB.")
    private Long maxBytes;

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            description = "Makes the random part of fragment numbers repeatable. Default: 1.")
    private long seed = 1;

    void applyTo(KvsEmulatorBuilder builder) {
        if (!account.matches("\\d{12}")) {
            throw new IllegalArgumentException("--account takes 12 digits, not '" + account + "'");
        }
        if (port < 0 || port > 0xFFFF) {
            throw new IllegalArgumentException("--port takes 0 to 65535, not " + port);
        }
        builder.port(port)
                .singleEndpoint(singleEndpoint)
                .region(region)
                .accountId(account)
                .folder(folder)
                .seed(seed);
        if (address != null) {
            builder.address(address);
        }
        if (maxBytes != null) {
            builder.maxBytes(maxBytes);
        }
    }

    String region() {
        return region;
    }

    /** The ports that it wants, for a message. */
    String ports() {
        return singleEndpoint || port == 0
                ? "port " + port
                : "one of the ports " + port + " to " + (port + 4);
    }
}
