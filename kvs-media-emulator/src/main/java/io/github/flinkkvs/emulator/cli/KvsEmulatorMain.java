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

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

/** Runs an emulator until the process is stopped. */
@Command(
        name = "kvs-media-emulator",
        mixinStandardHelpOptions = true,
        version = "kvs-media-emulator",
        sortOptions = false,
        header = "Amazon Kinesis Video Streams on this machine, for tests and demonstrations.",
        description = {
            "",
            "Serves GetMedia and the calls around it on loopback, so that AWS SDKs and the AWS CLI"
                    + " can read video streams without an account. Credentials are not checked.",
            "",
            "Without any stream given there is one camera, 'cam-1'.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  Two cameras that have been running for ten minutes already:",
            "    java -jar kvs-media-emulator.jar --streams cam-1,cam-2 --past 10m",
            "  A recorded video as a stream:",
            "    java -jar kvs-media-emulator.jar --mkv lobby=lobby.mkv",
            "  A service that cuts every connection in the middle, every 20 seconds:",
            "    java -jar kvs-media-emulator.jar --end-sessions-every 20s",
        })
public final class KvsEmulatorMain implements Callable<Integer> {
    @Mixin private EmulatorOptions options;

    @Spec private CommandSpec spec;

    public static void main(String[] args) {
        System.exit(
                new CommandLine(new KvsEmulatorMain())
                        .setExecutionExceptionHandler(KvsEmulatorMain::explain)
                        .execute(args));
    }

    /** A missing file or a taken port needs no stack trace. */
    private static int explain(Exception failure, CommandLine command, ParseResult parsed) {
        String cause = failure.getCause() == null ? "" : " (" + failure.getCause() + ")";
        command.getErr().println("Cannot run: " + failure.getMessage() + cause);
        return command.getCommandSpec().exitCodeOnExecutionException();
    }

    /** Blocks the main thread; the process ends by a signal. */
    @Override
    public Integer call() throws InterruptedException {
        KvsEmulator emulator = options.open();
        Runtime.getRuntime().addShutdownHook(new Thread(emulator::close, "kvs-emulator-shutdown"));
        PrintWriter out = spec.commandLine().getOut();
        Greeting.print(emulator, options.region(), out);
        new CountDownLatch(1).await();
        return CommandLine.ExitCode.OK;
    }
}
