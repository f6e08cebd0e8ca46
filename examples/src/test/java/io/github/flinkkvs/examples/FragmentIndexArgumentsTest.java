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

package io.github.flinkkvs.examples;

import io.github.flinkkvs.media.model.FragmentNumber;
import io.github.flinkkvs.media.source.position.StartPosition;
import io.github.flinkkvs.media.source.position.StopPosition;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FragmentIndexArgumentsTest {

    private static final String NUMBER = "91343852333181432392682062607743920146159169392";

    @Test
    void onlyStreamsAndOutputAreRequired() {
        FragmentIndexArguments arguments = parse();

        assertThat(arguments.streams).containsExactly("cam");
        assertThat(arguments.output).isEqualTo("out");
        assertThat(arguments.start).isEqualTo(StartPosition.now());
        assertThat(arguments.stop).isEqualTo(StopPosition.never());
        assertThat(arguments.endpoint).isNull();
        assertThat(arguments.region).isNull();
        assertThat(arguments.parallelism).isEqualTo(1);
        assertThat(arguments.checkpointInterval).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void everythingElseCanBeSaid() {
        FragmentIndexArguments arguments = new FragmentIndexArguments();
        String[] args = {
            "--streams",
            "cam-1,cam-2",
            "--output=file:///tmp/index",
            "--endpoint=http://127.0.0.1:4567",
            "--region=eu-central-1",
            "--parallelism=3",
            "--checkpoint-interval=500ms"
        };

        assertThat(WrongArgumentsException.parse(arguments, args)).isTrue();
        assertThat(arguments.streams).containsExactly("cam-1", "cam-2");
        assertThat(arguments.output).isEqualTo("file:///tmp/index");
        assertThat(arguments.endpoint).isEqualTo("http://127.0.0.1:4567");
        assertThat(arguments.region).isEqualTo("eu-central-1");
        assertThat(arguments.parallelism).isEqualTo(3);
        assertThat(arguments.checkpointInterval).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void everyStartIsUnderstood() {
        assertThat(start("now")).isEqualTo(StartPosition.now());
        assertThat(start("earliest")).isEqualTo(StartPosition.earliest());
        assertThat(start("server-timestamp=2026-01-31T12:00:00.125Z"))
                .isEqualTo(
                        StartPosition.serverTimestamp(Instant.parse("2026-01-31T12:00:00.125Z")));
        assertThat(start("producer-timestamp=2026-01-31T12:00:00Z"))
                .isEqualTo(StartPosition.producerTimestamp(Instant.parse("2026-01-31T12:00:00Z")));
        assertThat(start("at-fragment=" + NUMBER))
                .isEqualTo(StartPosition.atFragment(FragmentNumber.of(NUMBER)));
        assertThat(start("after-fragment=" + NUMBER))
                .isEqualTo(StartPosition.afterFragment(FragmentNumber.of(NUMBER)));
        assertThat(start("continuation-token=a=b"))
                .isEqualTo(StartPosition.continuationToken("a=b"));
    }

    @Test
    void everyStopIsUnderstood() {
        assertThat(parse("--stop", "never").stop).isEqualTo(StopPosition.never());
        assertThat(parse("--stop", "now").stop).isEqualTo(StopPosition.now());
        assertThat(parse("--stop", "producer-timestamp=2026-01-31T12:00:00Z").stop)
                .isEqualTo(StopPosition.producerTimestamp(Instant.parse("2026-01-31T12:00:00Z")));
        assertThat(parse("--stop", "after-fragment=" + NUMBER).stop)
                .isEqualTo(StopPosition.afterFragment(FragmentNumber.of(NUMBER)));
        assertThat(parse("--stop", "server-timestamp=2026-01-31T12:00:00Z").stop)
                .isEqualTo(StopPosition.serverTimestamp(Instant.parse("2026-01-31T12:00:00Z")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --start=yesterday                   | expected earliest, now, server-timestamp=
                    --start=server-timestamp            | '' is no instant
                    --start=server-timestamp=tomorrow   | 'tomorrow' is no instant such as 2026-
                    --start=producer-timestamp=12:00    | '12:00' is no instant such as 2026-
                    --start=after-fragment=seven        | seven
                    --start=after-fragment=             | --start
                    --stop=then                         | expected never, now, server-timestamp=
                    --stop=server-timestamp=later       | 'later' is no instant such as 2026-
                    --start=now=1                       | nothing goes with 'now'
                    --start=continuation-token=         | the continuation token is missing
                    --parallelism=0                     | expected 1 or more, found 0
                    --parallelism=many                  | --parallelism
                    --checkpoint-interval=often         | 'often' is no duration
                    --colour=red                        | Unknown option: '--colour=red'
                    """)
    void whatIsWrongIsNamedAndTheUsageFollows(String argument, String problem) {
        String option = argument.substring(0, argument.indexOf('='));

        assertThatThrownBy(() -> parse(argument))
                .isInstanceOf(WrongArgumentsException.class)
                .hasMessageContaining(option)
                .hasMessageContaining(problem)
                .hasMessageContaining("Usage: run-example FragmentIndexJob");
    }

    @Test
    void missingArgumentsAreNamed() {
        assertThatThrownBy(
                        () ->
                                WrongArgumentsException.parse(
                                        new FragmentIndexArguments(),
                                        new String[] {"--streams=cam"}))
                .isInstanceOf(WrongArgumentsException.class)
                .hasMessageContaining("Missing required option")
                .hasMessageContaining("--output=<folder>");
    }

    @Test
    void helpIsNoMistake() {
        assertThat(
                        WrongArgumentsException.parse(
                                new FragmentIndexArguments(), new String[] {"--help"}))
                .isFalse();
    }

    private static StartPosition start(String text) {
        return parse("--start", text).start;
    }

    private static FragmentIndexArguments parse(String... more) {
        List<String> args = new ArrayList<>(List.of("--streams=cam", "--output=out"));
        args.addAll(List.of(more));
        FragmentIndexArguments arguments = new FragmentIndexArguments();
        assertThat(WrongArgumentsException.parse(arguments, args.toArray(new String[0]))).isTrue();
        return arguments;
    }
}
