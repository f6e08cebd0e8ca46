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

package io.github.flinkkvs.emulator.session;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FaultTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "end",
                "end after=100000 how=reset",
                "end how=abrupt mid-block",
                "stall after=0 for=30s",
                "slow rate=10000",
                "trickle bytes=1 every=100ms",
                "drop-trailer times=1",
                "duplicate-chunk",
                "reorder-chunks after=2h",
                "garbage bytes=100",
                "in-band-error id=4500 place=tags",
                "http-error operation=GetMedia status=400 name=ClientLimitExceededException"
                        + " message=\"not \\\"now\\\"\" times=3",
                "expire fragment=91343852333181432392682062607743920146159169392",
                "kill-producer",
                "recreate sessions=end"
            })
    void theTextComesBackAsItWas(String text) {
        assertThat(Fault.parse(text)).hasToString(text);
    }

    @Property
    void whateverIsWrittenIsReadAgain(@ForAll("faults") Fault fault) {
        assertThat(Fault.parse(fault.toString())).isEqualTo(fault).hasSameHashCodeAs(fault);
    }

    @Test
    void orderAndUnitsDoNotMatter() {
        assertThat(Fault.parse(" end   how=reset after=60s "))
                .isEqualTo(Fault.parse("end after=1m how=reset"))
                .hasToString("end after=1m how=reset");
    }

    @Test
    void readyValuesMakeTheSameFault() {
        assertThat(Fault.of(FaultKind.END, Map.of("after", 10, "mid-block", true)))
                .isEqualTo(Fault.parse("end after=10 mid-block"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|there are end, stall, slow",
                "melt|no fault 'melt'; there are end, stall, slow",
                "end soon|'soon' does not belong to it; write end [after=BYTES|DURATION]",
                "end after|'after' does not belong",
                "end mid-block=yes|'mid-block' does not belong",
                "end after=1 after=2|'after' is there twice",
                "end after=soon|'soon' is neither a number of bytes nor a duration",
                "end how=gently|'gently' is none of its values; write how=clean|abrupt|reset",
                "slow|it needs rate; write slow rate=BYTES_A_SECOND",
                "slow rate=0|'0' does not fit",
                "slow rate=99999999999999999999|does not fit",
                "trickle every=0ms|'0ms' is too short",
                "garbage bytes=1000001|does not fit",
                "stall for=1w|'1w' is no duration: write 500ms, 90s, 10m or 2h",
                "in-band-error|it needs id",
                "http-error|it needs a name or a status",
                "http-error name=404|is no name of an error",
                "http-error status=200|'200' does not fit; write status=400..599",
                "http-error status=500 operation=GetMovie|'GetMovie' is none of CreateStream",
                "http-error status=500 message=\"no end|quote is not closed",
                "expire oldest=1 fragment=2|either a fragment or a number",
            })
    void whatIsWrongIsSaidAndWhatIsRight(String text, String message) {
        assertThatThrownBy(() -> Fault.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Provide
    Arbitrary<Fault> faults() {
        return Arbitraries.of(FaultKind.class)
                .flatMap(
                        kind -> {
                            List<Arbitrary<String>> words = new ArrayList<>();
                            kind.parameters().forEach(p -> words.add(word(kind, p)));
                            return Combinators.combine(words)
                                    .as(all -> kind.text() + " " + String.join(" ", all));
                        })
                .map(Fault::parse);
    }

    private static Arbitrary<String> word(FaultKind kind, FaultParameter<?> parameter) {
        boolean needed = kind.usage().contains(" " + parameter.usage());
        if (kind == FaultKind.EXPIRE && parameter == FaultParameter.OLDEST) {
            return Arbitraries.just("");
        }
        if (parameter.isFlag()) {
            return Arbitraries.of("", parameter.name());
        }
        boolean anyway = needed || parameter == FaultParameter.STATUS;
        Arbitrary<String> word =
                values(parameter).map(v -> parameter.name() + "=" + FaultText.quoted(v));
        return anyway ? word : Arbitraries.oneOf(Arbitraries.just(""), word);
    }

    private static Arbitrary<String> values(FaultParameter<?> parameter) {
        Arbitrary<String> durations =
                Combinators.combine(
                                Arbitraries.integers().between(1, 999_999_999),
                                Arbitraries.of("ms", "s", "m", "h"))
                        .as((number, unit) -> number + unit);
        return switch (parameter.name()) {
            case "after" ->
                    Arbitraries.oneOf(
                            durations, Arbitraries.longs().between(0, 1L << 50).map(n -> "" + n));
            case "for", "every" -> durations;
            case "how" -> Arbitraries.of("clean", "abrupt", "reset");
            case "place" -> Arbitraries.of("chunk", "tags");
            case "body" -> Arbitraries.of("json", "xml", "html", "empty");
            case "sessions" -> Arbitraries.of("silent", "end");
            case "operation" -> Arbitraries.of("GetMedia", "PutMedia", "ListStreams");
            case "status" -> Arbitraries.integers().between(400, 599).map(n -> "" + n);
            case "rate", "bytes", "times", "id", "oldest" ->
                    Arbitraries.integers().between(1, 1_000_000).map(n -> "" + n);
            case "name" -> Arbitraries.strings().alpha().ofMinLength(1);
            default -> Arbitraries.strings();
        };
    }
}
