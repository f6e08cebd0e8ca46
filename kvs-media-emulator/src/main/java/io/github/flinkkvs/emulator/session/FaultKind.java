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

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static io.github.flinkkvs.emulator.session.FaultParameter.AFTER;
import static io.github.flinkkvs.emulator.session.FaultParameter.BODY;
import static io.github.flinkkvs.emulator.session.FaultParameter.BYTES;
import static io.github.flinkkvs.emulator.session.FaultParameter.CODE;
import static io.github.flinkkvs.emulator.session.FaultParameter.EVERY;
import static io.github.flinkkvs.emulator.session.FaultParameter.FOR;
import static io.github.flinkkvs.emulator.session.FaultParameter.FRAGMENT;
import static io.github.flinkkvs.emulator.session.FaultParameter.HOW;
import static io.github.flinkkvs.emulator.session.FaultParameter.ID;
import static io.github.flinkkvs.emulator.session.FaultParameter.MESSAGE;
import static io.github.flinkkvs.emulator.session.FaultParameter.MID_BLOCK;
import static io.github.flinkkvs.emulator.session.FaultParameter.NAME;
import static io.github.flinkkvs.emulator.session.FaultParameter.OLDEST;
import static io.github.flinkkvs.emulator.session.FaultParameter.OPERATION;
import static io.github.flinkkvs.emulator.session.FaultParameter.PLACE;
import static io.github.flinkkvs.emulator.session.FaultParameter.RATE;
import static io.github.flinkkvs.emulator.session.FaultParameter.SESSIONS;
import static io.github.flinkkvs.emulator.session.FaultParameter.STATUS;
import static io.github.flinkkvs.emulator.session.FaultParameter.TIMES;

/** What can go wrong. The text of each is what a user reads in a help. */
@SuppressWarnings("ImmutableEnumChecker") // lists that nothing can change
public enum FaultKind {
    END(
            "Ends sessions, those that run included: cleanly, without the last HTTP chunk, or by a"
                    + " reset. Without 'after' those that run now, at once, and no later one."
                    + " 'mid-block' goes on to the middle of a media block first.",
            List.of(),
            AFTER,
            HOW,
            MID_BLOCK,
            TIMES),
    STALL(
            "Sends nothing more for a time, or until faults are cleared; the connection stays open.",
            List.of(),
            AFTER,
            FOR,
            TIMES),
    SLOW("Sends no faster than a rate.", List.of(RATE), AFTER, FOR, TIMES),
    TRICKLE("Sends few bytes (1) at a time (100ms).", List.of(), BYTES, EVERY, AFTER, FOR, TIMES),
    DROP_TRAILER("Leaves out the tags at the end of a chunk.", List.of(), AFTER, TIMES),
    DUPLICATE_CHUNK("Sends a chunk twice.", List.of(), AFTER, TIMES),
    REORDER_CHUNKS("Sends two chunks in the wrong order.", List.of(), AFTER, TIMES),
    GARBAGE(
            "Sends bytes (100) behind a chunk that are no Matroska.",
            List.of(),
            BYTES,
            AFTER,
            TIMES),
    IN_BAND_ERROR(
            "Sends the tags ERROR_ID and ERROR_CODE, then ends the session cleanly: in a chunk of"
                    + " their own, or in place of the trailer of the next chunk to end.",
            List.of(ID),
            CODE,
            PLACE,
            AFTER,
            TIMES),
    HTTP_ERROR(
            "Answers calls with an error: of one operation, such as GetMedia, or of any. Needs a"
                    + " name or a status; the one follows from the other.",
            List.of(),
            OPERATION,
            STATUS,
            NAME,
            MESSAGE,
            BODY,
            TIMES),
    EXPIRE(
            "Forgets one fragment, or the oldest ones (1), as when retention runs out.",
            List.of(),
            FRAGMENT,
            OLDEST),
    KILL_PRODUCER(
            "Makes the stream's producers die where they are, mostly in mid-fragment.", List.of()),
    RECREATE(
            "Deletes the stream and creates it again, empty and with another ARN. The sessions of"
                    + " the former one fall silent, or end.",
            List.of(),
            SESSIONS);

    private static final Set<FaultKind> OF_CHUNKS =
            Set.of(DROP_TRAILER, DUPLICATE_CHUNK, REORDER_CHUNKS, GARBAGE);
    private static final Set<FaultKind> IMMEDIATE = Set.of(EXPIRE, KILL_PRODUCER, RECREATE);
    private static final Set<FaultKind> THAT_LAST = Set.of(STALL, SLOW, TRICKLE);

    private final String summary;
    private final List<FaultParameter<?>> needed;
    private final List<FaultParameter<?>> optional;

    FaultKind(String summary, List<FaultParameter<?>> needed, FaultParameter<?>... optional) {
        this.summary = summary;
        this.needed = needed;
        this.optional = List.of(optional);
    }

    /** As it is written, such as {@code drop-trailer}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public String summary() {
        return summary;
    }

    /** All that can be written, such as {@code stall [after=BYTES|DURATION] [for=DURATION]}. */
    public String usage() {
        StringBuilder usage = new StringBuilder(text());
        needed.forEach(parameter -> usage.append(' ').append(parameter.usage()));
        optional.forEach(p -> usage.append(" [").append(p.usage()).append(']'));
        return usage.toString();
    }

    static FaultKind named(String text) {
        return Arrays.stream(values())
                .filter(kind -> kind.text().equals(text))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "There is no fault '" + text + "'; there are " + all()));
    }

    /** Needed ones first. */
    List<FaultParameter<?>> parameters() {
        return Stream.concat(needed.stream(), optional.stream()).toList();
    }

    Optional<FaultParameter<?>> parameter(String name) {
        return parameters().stream().filter(p -> p.name().equals(name)).findFirst();
    }

    /** What is wrong with the parameters that were given; empty if nothing is. */
    String flaw(Map<FaultParameter<?>, Object> given) {
        for (FaultParameter<?> parameter : needed) {
            if (!given.containsKey(parameter)) {
                return "it needs " + parameter.name();
            }
        }
        return switch (this) {
            case HTTP_ERROR ->
                    given.containsKey(NAME) || given.containsKey(STATUS)
                            ? ""
                            : "it needs a name or a status";
            case EXPIRE ->
                    given.size() > 1 ? "it takes either a fragment or a number of oldest ones" : "";
            default -> "";
        };
    }

    /** Whether it strikes chunk by chunk rather than a session as a whole. */
    boolean isOfChunks() {
        return OF_CHUNKS.contains(this);
    }

    boolean isImmediate() {
        return IMMEDIATE.contains(this);
    }

    /** Whether a session that it struck suffers on until it is taken back. */
    boolean lasts() {
        return THAT_LAST.contains(this);
    }

    static String all() {
        return Arrays.stream(values()).map(FaultKind::text).collect(Collectors.joining(", "));
    }
}
