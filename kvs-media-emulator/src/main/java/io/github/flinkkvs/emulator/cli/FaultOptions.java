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
import io.github.flinkkvs.emulator.session.OpenQuestions;
import io.github.flinkkvs.emulator.session.OpenQuestions.UnknownPosition;
import io.github.flinkkvs.emulator.session.SessionEnd;

import picocli.CommandLine.Option;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;

/** What is to go wrong, and how what AWS does not document is answered. */
final class FaultOptions {
    @Option(
            names = "--fault",
            paramLabel = "[STREAM=]FAULT",
            converter = FaultOption.Converter.class,
            description =
                    "Puts a fault to a stream, such as \"cam-1=end how=reset after=100000\", or an"
                            + " http-error to all calls. Can be repeated; --faults lists them.")
    private List<FaultOption> faults = new ArrayList<>();

    @Option(
            names = "--session-lifetime",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "Age at which a session ends cleanly. Default: 45m.")
    private Duration sessionLifetime = Duration.ofMinutes(45);

    @Option(
            names = "--end-sessions-every",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "Cuts all running sessions where they are, again and again.")
    private Duration endSessionsEvery;

    @Option(
            names = "--unknown-position",
            paramLabel = "ANSWER",
            converter = UnknownPositionConverter.class,
            description =
                    "What GetMedia does with a fragment number that the stream does not know:"
                            + " in-band-error, refused (400) or oldest. AWS does not say. Default:"
                            + " in-band-error.")
    private UnknownPosition unknownPosition = OpenQuestions.likely().unknownPosition();

    @Option(
            names = "--now-takes-fragment-in-progress",
            description =
                    "Lets NOW start with the fragment that is coming in, rather than the next one."
                            + " AWS does not say.")
    private boolean nowTakesFragmentInProgress;

    void applyTo(KvsEmulatorBuilder builder) {
        builder.sessionLifetime(sessionLifetime)
                .openQuestions(new OpenQuestions(unknownPosition, nowTakesFragmentInProgress));
    }

    /** Needs the streams. */
    void inject(KvsEmulator emulator) {
        faults.forEach(fault -> fault.inject(emulator));
        if (endSessionsEvery != null) {
            cutSessions(emulator);
        }
    }

    private void cutSessions(KvsEmulator emulator) {
        TimerTask cut =
                new TimerTask() {
                    @Override
                    public void run() {
                        emulator.streams().forEach(s -> s.endSessions(SessionEnd.ABRUPT));
                    }
                };
        long period = Math.max(1, endSessionsEvery.toMillis());
        new Timer("kvs-emulator-cuts", true).schedule(cut, period, period);
    }
}
