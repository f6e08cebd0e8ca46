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
import io.github.flinkkvs.emulator.session.FaultKind;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.net.BindException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

/** Runs an emulator until the process is stopped. */
@Command(
        name = "kvs-media-emulator",
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        header = "Amazon Kinesis Video Streams on this machine, for tests and demonstrations.",
        synopsisHeading = "%nUsage: ",
        customSynopsis = "java -jar kvs-media-emulator.jar [OPTION...]",
        description = {
            "",
            "AWS SDKs, the AWS CLI and producers use it as they use the service: point them at its"
                    + " endpoint. It says on start how, and where its status page is.",
        },
        footer = {
            "",
            "Durations are written 500ms, 90s, 10m or 2h.",
            "",
            "Examples:",
            "  Two cameras that have been recording for ten minutes already:",
            "    java -jar kvs-media-emulator.jar --streams front-door,garage --past 10m",
            "  A recorded video as a stream:",
            "    java -jar kvs-media-emulator.jar --mkv lobby=lobby.mkv",
            "  A fleet of small cameras, kept in a folder:",
            "    java -jar kvs-media-emulator.jar --cameras 200,size=320x180 --folder kvs",
            "  A service that cuts every connection in the middle, every 20 seconds:",
            "    java -jar kvs-media-emulator.jar --end-sessions-every 20s",
            "  One session that stalls for half a minute:",
            "    java -jar kvs-media-emulator.jar --fault \"cam-1=stall for=30s times=1\"",
        })
public final class KvsEmulatorMain implements Callable<Integer> {
    @Mixin private EmulatorOptions options;

    @Option(names = "--faults", description = "Lists all faults and their parameters, and exits.")
    private boolean listFaults;

    @Spec private CommandSpec spec;

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /** One that answers every failure with one line and 2. */
    static CommandLine commandLine() {
        KvsEmulatorMain main = new KvsEmulatorMain();
        return new CommandLine(main)
                .setParameterExceptionHandler((e, arguments) -> main.refuse(e))
                .setExecutionExceptionHandler((e, command, parsed) -> main.fail(e));
    }

    /** Blocks the main thread; the process ends by a signal. */
    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        if (listFaults) {
            for (FaultKind kind : FaultKind.values()) {
                out.println(kind.usage());
                out.println("    " + kind.summary());
            }
            return CommandLine.ExitCode.OK;
        }
        KvsEmulator emulator = options.open();
        Runtime.getRuntime().addShutdownHook(new Thread(emulator::close, "kvs-emulator-shutdown"));
        new Greeting(emulator, options.credentials()).print(out);
        new CountDownLatch(1).await();
        return CommandLine.ExitCode.OK;
    }

    private int refuse(ParameterException e) {
        e.getCommandLine().getErr().println(e.getMessage() + " (--help tells all options)");
        return CommandLine.ExitCode.USAGE;
    }

    /** A missing file or a taken port needs no stack trace. */
    private int fail(Exception failure) {
        String text = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        if (failure instanceof BindException) {
            text = options.ports() + " cannot be had (" + text + "): choose another with --port";
        } else if (failure.getCause() instanceof NoSuchFileException) {
            text += ": there is no such file";
        } else if (failure.getCause() != null) {
            text += " (" + failure.getCause().getMessage() + ")";
        }
        spec.commandLine().getErr().println("Cannot start: " + text);
        return CommandLine.ExitCode.USAGE;
    }
}
