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

import io.github.flinkkvs.emulator.Captures;
import io.github.flinkkvs.emulator.EmulatedStream;
import io.github.flinkkvs.emulator.KvsEmulator;
import io.github.flinkkvs.emulator.limits.Limit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EmulatorOptionsTest {

    @Test
    void withoutAnyStreamThereIsOneCamera() {
        try (KvsEmulator emulator = open("--port", "0")) {
            assertThat(emulator.streams())
                    .extracting(EmulatedStream::name)
                    .containsExactly("cam-1");
        }
    }

    @Test
    void camerasHaveAPastAndCapturesAreReplayed() {
        String capture = Captures.path(Captures.CLEAN).toString();

        try (KvsEmulator emulator =
                open("--port=0", "--streams=a,b", "--past=3s", "--replay=c=" + capture)) {
            assertThat(emulator.stream("a").fragments()).hasSizeGreaterThanOrEqualTo(3);
            assertThat(emulator.stream("b").fragments()).hasSizeGreaterThanOrEqualTo(3);
            assertThat(emulator.stream("c").fragments()).hasSize(5);
        }
    }

    @Test
    void durationsAreReadAsPeopleWriteThem() {
        DurationConverter converter = new DurationConverter();

        assertThat(converter.convert("500ms")).isEqualTo(Duration.ofMillis(500));
        assertThat(converter.convert("90s")).isEqualTo(Duration.ofSeconds(90));
        assertThat(converter.convert("2h")).isEqualTo(Duration.ofHours(2));
        assertThatThrownBy(() -> open("--past=soon"))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("'soon' is no duration");
    }

    @Test
    void streamsHaveFaultsFromTheStart() {
        try (KvsEmulator emulator =
                open(
                        "--port=0",
                        "--streams=a,b",
                        "--fault=a=end after=20s how=abrupt",
                        "--fault=a=slow rate=5")) {
            assertThat(emulator.stream("a").faults())
                    .extracting(status -> status.fault().toString())
                    .containsExactly("end after=20s how=abrupt", "slow rate=5");
            assertThat(emulator.stream("b").faults()).isEmpty();
        }
        assertThatThrownBy(() -> open("--fault=a=melt"))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("There is no fault 'melt'; there are end");
        assertThatThrownBy(() -> open("--fault=stall"))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("names no stream");
    }

    @Test
    void allCallsHaveFaultsFromTheStart() {
        try (KvsEmulator emulator = open("--port=0", "--fault=http-error status=503 times=2")) {
            assertThat(emulator.faults().statuses())
                    .extracting(status -> status.fault().toString())
                    .containsExactly("http-error status=503 times=2");
        }
    }

    @Test
    void camerasHaveSettings() {
        try (KvsEmulator emulator =
                open("--port=0", "--camera=door,size=320x180,fps=5,fragment=2s", "--past=4s")) {
            assertThat(emulator.stream("door").fragments())
                    .hasSizeGreaterThanOrEqualTo(2)
                    .allSatisfy(fragment -> assertThat(fragment.frames()).isEqualTo(10));
        }
    }

    @Test
    void aFleetIsNumbered() {
        try (KvsEmulator emulator =
                open("--port=0", "--cameras=3,size=320x180,fps=5,prefix=gate-")) {
            assertThat(emulator.streams())
                    .extracting(EmulatedStream::name)
                    .containsExactlyInAnyOrder("gate-1", "gate-2", "gate-3");
        }
        assertThatThrownBy(() -> open("--port=0", "--cameras=all"))
                .hasMessageContaining("--cameras takes 1 to 10000, not 'all'");
    }

    @Test
    void emptyStreamsAndCallsAreCreatedWithTheirRetention() {
        try (KvsEmulator emulator =
                open("--port=0", "--create=a,b", "--call=hotline=5s", "--retention=3")) {
            assertThat(emulator.stream("a").retentionHours()).isEqualTo(3);
            assertThat(emulator.stream("b").kept().count()).isZero();
            assertThat(emulator.stream("hotline").producers()).isEqualTo(1);
        }
    }

    @Test
    void anEmulatorCanStartWithoutAnyStream() {
        try (KvsEmulator emulator = open("--port=0", "--no-streams")) {
            assertThat(emulator.streams()).isEmpty();
        }
    }

    @Test
    void aFileIsStoredAtItsTime(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("a@b.mkv"), Captures.bytes(Captures.CLEAN));

        try (KvsEmulator emulator =
                open("--port=0", "--mkv=lobby=" + file + "@2024-01-01T00:00:00Z")) {
            assertThat(emulator.stream("lobby").fragments().get(0).producerTimestamp())
                    .isEqualTo("2024-01-01T00:00:00Z");
        }
        assertThatThrownBy(() -> open("--port=0", "--mkv=lobby=x.mkv@noon"))
                .hasMessageContaining("'noon' is no time");
    }

    @Test
    void aFolderIsTakenUpAgain(@TempDir Path folder) {
        String[] arguments = {
            "--port=0",
            "--folder=" + folder,
            "--streams=door",
            "--past=2s",
            "--replay=old=" + Captures.path(Captures.CLEAN)
        };
        String first;
        try (KvsEmulator emulator = open(arguments)) {
            first = emulator.stream("door").fragments().get(0).number();
        }

        try (KvsEmulator emulator = open(arguments)) {
            assertThat(emulator.stream("door").fragments().get(0).number()).isEqualTo(first);
            assertThat(emulator.stream("door").producers()).isEqualTo(1);
            assertThat(emulator.stream("old").fragments()).hasSize(5);
        }
    }

    @Test
    void limitsAreSet() {
        try (KvsEmulator emulator =
                open("--port=0", "--no-limits", "--limit=get-media-connections=7")) {
            assertThat(emulator.limits().of(Limit.GET_MEDIA_CONNECTIONS)).hasValue(7);
            assertThat(emulator.limits().of(Limit.STREAMS)).isEmpty();
        }
        assertThatThrownBy(() -> open("--port=0", "--limit=speed=1"))
                .hasMessageContaining("There is no limit 'speed'");
    }

    private static KvsEmulator open(String... arguments) {
        return CommandLine.populateCommand(new EmulatorOptions(), arguments).open();
    }
}
