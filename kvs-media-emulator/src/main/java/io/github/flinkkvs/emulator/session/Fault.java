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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Something that goes wrong, in one text form for code, command line and admin endpoint: a kind and
 * its parameters, such as {@code end after=100000 how=reset} or {@code http-error status=503
 * message="no luck" times=3}. {@link FaultKind} lists them all. Immutable.
 *
 * <ul>
 *   <li>{@code after} counts the bytes of a session's body, or is its age. What runs and is past it
 *       already is struck at once, as is everything without it.
 *   <li>{@code times} says how often the fault strikes in all: so many sessions, or chunks for what
 *       befalls chunks, or calls for {@code http-error}. Without it the fault strikes until faults
 *       are cleared.
 * </ul>
 */
public final class Fault {
    private final FaultKind kind;
    private final Map<FaultParameter<?>, Object> values;

    private Fault(FaultKind kind, Map<FaultParameter<?>, Object> values) {
        this.kind = kind;
        this.values = values;
    }

    /**
     * Reads the text form. A value with blanks stands in double quotes, in which a backslash keeps
     * a quote or a backslash.
     *
     * @throws IllegalArgumentException with a message for who wrote it, which says what is valid
     */
    public static Fault parse(String text) {
        List<String> words = FaultText.words(text);
        if (words.isEmpty()) {
            throw new IllegalArgumentException(
                    "A fault is a kind and its parameters; there are " + FaultKind.all());
        }
        FaultKind kind = FaultKind.named(words.get(0));
        Map<FaultParameter<?>, Object> given = new LinkedHashMap<>();
        for (String word : words.subList(1, words.size())) {
            int equals = word.indexOf('=');
            put(
                    kind,
                    equals < 0 ? word : word.substring(0, equals),
                    equals < 0 ? null : word.substring(equals + 1),
                    given);
        }
        return checked(kind, given);
    }

    /**
     * A fault of ready values, each in the form of the text; that of a flag does not matter.
     *
     * @throws IllegalArgumentException as {@link #parse}
     */
    public static Fault of(FaultKind kind, Map<String, ?> parameters) {
        Map<FaultParameter<?>, Object> given = new LinkedHashMap<>();
        parameters.forEach(
                (name, value) -> {
                    boolean flag = kind.parameter(name).filter(FaultParameter::isFlag).isPresent();
                    put(kind, name, flag ? null : value.toString(), given);
                });
        return checked(kind, given);
    }

    public FaultKind kind() {
        return kind;
    }

    /** Whether it strikes once and at once, rather than lying in wait for what is to come. */
    public boolean isImmediate() {
        return kind.isImmediate()
                || (kind == FaultKind.END && !values.containsKey(FaultParameter.AFTER));
    }

    /** The fragment that {@link FaultKind#EXPIRE} names, if it names one. */
    public Optional<String> fragment() {
        return find(FaultParameter.FRAGMENT);
    }

    /** How many fragments {@link FaultKind#EXPIRE} means if it names none. */
    public long oldest() {
        return get(FaultParameter.OLDEST, 1L);
    }

    /** What {@link FaultKind#RECREATE} does to the sessions of the former stream. */
    public OldSessions oldSessions() {
        return get(FaultParameter.SESSIONS, OldSessions.SILENT);
    }

    /** The value of a parameter, if it was given. */
    <T> Optional<T> find(FaultParameter<T> parameter) {
        @SuppressWarnings("unchecked") // this very parameter has read it
        T value = (T) values.get(parameter);
        return Optional.ofNullable(value);
    }

    <T> T get(FaultParameter<T> parameter, T otherwise) {
        return find(parameter).orElse(otherwise);
    }

    private static void put(
            FaultKind kind, String name, String valueOrNull, Map<FaultParameter<?>, Object> given) {
        FaultParameter<?> parameter =
                kind.parameter(name)
                        .filter(found -> found.isFlag() == (valueOrNull == null))
                        .orElseThrow(() -> wrong(kind, "'" + name + "' does not belong to it"));
        Object value = parameter.read(valueOrNull == null ? "" : valueOrNull);
        if (given.put(parameter, value) != null) {
            throw wrong(kind, "'" + name + "' is there twice");
        }
    }

    private static Fault checked(FaultKind kind, Map<FaultParameter<?>, Object> given) {
        String flaw = kind.flaw(given);
        if (!flaw.isEmpty()) {
            throw wrong(kind, flaw);
        }
        return new Fault(kind, given);
    }

    private static IllegalArgumentException wrong(FaultKind kind, String why) {
        return new IllegalArgumentException(
                "Cannot read '" + kind.text() + "': " + why + "; write " + kind.usage());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Fault fault && fault.kind == kind && fault.values.equals(values);
    }

    @Override
    public int hashCode() {
        return 31 * kind.hashCode() + values.hashCode();
    }

    /** The text form, with the parameters that were given, in the order of the kind's usage. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(kind.text());
        for (FaultParameter<?> parameter : kind.parameters()) {
            Object value = values.get(parameter);
            if (value != null) {
                text.append(' ').append(parameter.name());
                text.append(
                        parameter.isFlag() ? "" : "=" + FaultText.quoted(parameter.write(value)));
            }
        }
        return text.toString();
    }
}
