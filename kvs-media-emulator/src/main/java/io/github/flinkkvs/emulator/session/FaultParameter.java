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

import io.github.flinkkvs.emulator.limits.Operation;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;

/**
 * A parameter of faults: its name and how its values are written.
 *
 * @param <T> the type of its values, which tell by {@code equals} whether two are the same
 */
public final class FaultParameter<T> {
    static final FaultParameter<After> AFTER =
            new FaultParameter<>("after", "BYTES|DURATION", FaultParameter::after, After::toString);
    static final FaultParameter<SessionEnd> HOW = choice("how", SessionEnd.class);
    static final FaultParameter<Boolean> MID_BLOCK =
            new FaultParameter<>("mid-block", "", text -> true, set -> "");
    static final FaultParameter<Duration> FOR = duration("for", 0);
    static final FaultParameter<Long> RATE = number("rate", "BYTES_A_SECOND", n -> n >= 1);
    static final FaultParameter<Long> BYTES =
            number("bytes", "1..1000000", n -> n >= 1 && n <= 1_000_000);
    static final FaultParameter<Duration> EVERY = duration("every", 1);
    static final FaultParameter<Long> TIMES = number("times", "NUMBER", n -> n >= 1);
    static final FaultParameter<Long> ID = number("id", "NUMBER", n -> n <= 1_000_000);
    static final FaultParameter<String> CODE = text("code", "NAME");
    static final FaultParameter<ErrorPlace> PLACE = choice("place", ErrorPlace.class);
    static final FaultParameter<Operation> OPERATION =
            new FaultParameter<>(
                    "operation", "NAME", FaultParameter::operation, Operation::wireName);
    static final FaultParameter<Long> STATUS =
            number("status", "400..599", n -> n >= 400 && n <= 599);
    static final FaultParameter<String> NAME =
            new FaultParameter<>("name", "NAME", FaultParameter::errorName, name -> name);
    static final FaultParameter<String> MESSAGE = text("message", "TEXT");
    static final FaultParameter<ErrorBody> BODY = choice("body", ErrorBody.class);
    static final FaultParameter<String> FRAGMENT = text("fragment", "FRAGMENT_NUMBER");
    static final FaultParameter<Long> OLDEST = number("oldest", "NUMBER", n -> n >= 1);
    static final FaultParameter<OldSessions> SESSIONS = choice("sessions", OldSessions.class);

    private final String name;
    private final String form;
    private final Function<String, T> reader;
    private final Function<T, String> writer;

    private FaultParameter(
            String name, String form, Function<String, T> reader, Function<T, String> writer) {
        this.name = name;
        this.form = form;
        this.reader = reader;
        this.writer = writer;
    }

    /** As it is written ahead of the equals sign. */
    public String name() {
        return name;
    }

    /** What may be written, such as {@code after=BYTES|DURATION} or {@code mid-block}. */
    public String usage() {
        return form.isEmpty() ? name : name + "=" + form;
    }

    boolean isFlag() {
        return form.isEmpty();
    }

    T read(String text) {
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "Cannot read " + name + ": " + e.getMessage() + "; write " + usage(), e);
        }
    }

    /** The value as text; only ever called with one that this parameter has read. */
    @SuppressWarnings("unchecked")
    String write(Object value) {
        return writer.apply((T) value);
    }

    private static After after(String text) {
        try {
            return After.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is neither a number of bytes nor a duration such as 500ms", e);
        }
    }

    /** It goes into a header, and into a tag of XML. */
    private static String errorName(String text) {
        if (!text.matches("[A-Za-z][A-Za-z0-9_.]*")) {
            throw new IllegalArgumentException("'" + text + "' is no name of an error");
        }
        return text;
    }

    private static Operation operation(String text) {
        return Arrays.stream(Operation.values())
                .filter(operation -> operation.wireName().equals(text))
                .findFirst()
                .orElseThrow(
                        () -> {
                            String all =
                                    Arrays.stream(Operation.values())
                                            .map(Operation::wireName)
                                            .collect(Collectors.joining(", "));
                            return new IllegalArgumentException("'" + text + "' is none of " + all);
                        });
    }

    private static FaultParameter<Duration> duration(String name, long leastMillis) {
        return new FaultParameter<>(
                name,
                "DURATION",
                text -> {
                    Duration duration = DurationText.parse(text);
                    if (duration.toMillis() < leastMillis) {
                        throw new IllegalArgumentException("'" + text + "' is too short");
                    }
                    return duration;
                },
                DurationText::of);
    }

    private static FaultParameter<Long> number(String name, String form, LongPredicate fits) {
        return new FaultParameter<>(
                name,
                form,
                text -> {
                    if (!text.matches("\\d{1,18}") || !fits.test(Long.parseLong(text))) {
                        throw new IllegalArgumentException("'" + text + "' does not fit");
                    }
                    return Long.parseLong(text);
                },
                value -> Long.toString(value));
    }

    private static FaultParameter<String> text(String name, String form) {
        return new FaultParameter<>(name, form, text -> text, text -> text);
    }

    private static <E extends Enum<E>> FaultParameter<E> choice(String name, Class<E> type) {
        String form =
                Arrays.stream(type.getEnumConstants())
                        .map(FaultParameter::lower)
                        .collect(Collectors.joining("|"));
        return new FaultParameter<>(
                name,
                form,
                text ->
                        Arrays.stream(type.getEnumConstants())
                                .filter(choice -> lower(choice).equals(text))
                                .findFirst()
                                .orElseThrow(
                                        () ->
                                                new IllegalArgumentException(
                                                        "'" + text + "' is none of its values")),
                FaultParameter::lower);
    }

    private static String lower(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return name;
    }
}
