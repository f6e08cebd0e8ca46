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

package io.github.flinkkvs.benchmarks;

import io.github.flinkkvs.emulator.EmulatedStream;
import io.github.flinkkvs.emulator.session.Fault;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Chooses what goes wrong next: every kind of fault of a service that loses nothing of what it has
 * stored and sends it in order. So {@code recreate} and {@code reorder-chunks} are not among them,
 * nor {@code drop-trailer}: a chunk that comes without its trailer twice is how a fragment looks
 * whose producer died, which {@code kill-producer} brings about. {@code expire} is what {@link
 * StoredLedger} does all the time. Not thread-safe.
 */
final class SoakFaults {
    private static final List<String> ENDS = List.of("clean", "abrupt", "reset");
    private static final List<String> ERRORS =
            List.of(
                    "name=ClientLimitExceededException",
                    "name=ConnectionLimitExceededException",
                    "name=InternalFailure",
                    "name=ExpiredTokenException",
                    "name=InvalidEndpointException",
                    "status=503 body=html",
                    "status=500 body=empty",
                    "status=429 body=empty");
    private static final List<Integer> ERRORS_IN_BAND = List.of(3002, 4503, 5000);
    private static final int MOST_WAITING = 20;

    private final Map<String, Integer> injected = new TreeMap<>();
    private final Random random;
    private final PrintWriter log;

    /** Writes down each fault with its time and stream. */
    SoakFaults(long seed, PrintWriter log) {
        this.random = new Random(seed);
        this.log = log;
    }

    /** Puts faults to one of the streams. */
    void strike(List<EmulatedStream> streams) {
        EmulatedStream stream = streams.get(random.nextInt(streams.size()));
        if (stream.faults().size() >= MOST_WAITING) {
            stream.clearFaults();
        }
        for (String text : next()) {
            Fault fault = Fault.parse(text);
            stream.inject(fault);
            log.println(Instant.now() + " " + stream.name() + " " + fault);
            injected.merge(fault.kind().text(), 1, Integer::sum);
        }
    }

    private List<String> next() {
        String after = " after=" + random.nextInt(50_000) + " times=1";
        String end = "end how=" + any(ENDS);
        return switch (random.nextInt(11)) {
            case 0 -> List.of(end);
            case 1 -> List.of(end + after);
            case 2 -> List.of(end + " mid-block" + after);
            case 3 -> List.of("stall for=" + (1 + random.nextInt(90)) + "s" + after);
            case 4 -> List.of("slow rate=" + (500 + random.nextInt(5_000)) + " for=20s" + after);
            case 5 -> List.of("trickle bytes=7 every=20ms for=10s" + after);
            case 6 -> List.of("duplicate-chunk" + after);
            case 7 -> List.of("garbage bytes=" + (1 + random.nextInt(1_000)) + after);
            case 8 ->
                    List.of(
                            "in-band-error id="
                                    + any(ERRORS_IN_BAND)
                                    + " place="
                                    + any(List.of("chunk", "tags"))
                                    + after);
            case 9 -> {
                String error = "http-error operation=GetMedia times=2 " + any(ERRORS);
                String ofEndpoint =
                        "http-error operation=GetDataEndpoint times=1 name=InternalFailure";
                yield List.of(error, ofEndpoint, end);
            }
            default -> List.of("kill-producer");
        };
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** How many of each kind. */
    String summary() {
        return injected.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
    }
}
