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

package io.github.flinkkvs.media.table;

import io.github.flinkkvs.media.source.config.ConfigProblems;

import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;

import javax.annotation.Nullable;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What a mode of starting or ending needs, and the position that it makes of it.
 *
 * @param <P> the position
 */
final class ModeRule<P> {

    @Nullable private final ConfigOption<String> option;
    private final Function<String, P> maker;

    private ModeRule(@Nullable ConfigOption<String> option, Function<String, P> maker) {
        this.option = option;
        this.maker = maker;
    }

    static <P> ModeRule<P> plain(Supplier<P> position) {
        return new ModeRule<>(null, none -> position.get());
    }

    /**
     * @param maker throws {@link IllegalArgumentException} for a value that it cannot read
     */
    static <P> ModeRule<P> with(ConfigOption<String> option, Function<String, P> maker) {
        return new ModeRule<>(option, maker);
    }

    P make(String value) {
        return maker.apply(value);
    }

    /**
     * A mode with its value, which can be read.
     *
     * @param value empty where the mode needs none
     */
    record Found<M>(M mode, String value) {}

    /**
     * Reads a mode and its value.
     *
     * @return nothing if they cannot be read; then there is a problem that says so
     */
    static <M, P> Optional<Found<M>> read(
            Map<M, ModeRule<P>> rules,
            ConfigOption<M> modeOption,
            ReadableConfig options,
            ConfigProblems problems) {
        Optional<M> read = ReadableOption.read(modeOption, options, problems);
        if (read.isEmpty()) {
            return Optional.empty();
        }
        M mode = read.get();
        ModeRule<P> rule = rules.get(mode);
        findUnused(rules, rule, modeOption.key() + "' is '" + mode, options, problems);
        if (rule.option == null) {
            return Optional.of(new Found<>(mode, ""));
        }
        return options.getOptional(rule.option)
                .filter(value -> rule.isReadable(value, problems))
                .map(value -> new Found<>(mode, value))
                .or(
                        () -> {
                            if (options.getOptional(rule.option).isEmpty()) {
                                problems.add(
                                        "'%s' is '%s', which needs '%s': set it"
                                                .formatted(
                                                        modeOption.key(), mode, rule.option.key()));
                            }
                            return Optional.empty();
                        });
    }

    private boolean isReadable(String value, ConfigProblems problems) {
        try {
            return maker.apply(value) != null;
        } catch (IllegalArgumentException e) {
            problems.add("'" + Objects.requireNonNull(option).key() + "': " + e.getMessage());
            return false;
        }
    }

    /** A value that the mode makes nothing of is a mistake in one of the two. */
    private static <M, P> void findUnused(
            Map<M, ModeRule<P>> rules,
            ModeRule<P> chosen,
            String mode,
            ReadableConfig options,
            ConfigProblems problems) {
        rules.values().stream()
                .map(rule -> rule.option)
                .filter(option -> option != null && !option.equals(chosen.option))
                .distinct()
                .filter(option -> options.getOptional(option).isPresent())
                .forEach(
                        option ->
                                problems.add(
                                        "'%s' is set, but '%s': leave it out, or take one of the modes %s"
                                                .formatted(
                                                        option.key(),
                                                        mode,
                                                        usersOf(rules, option))));
    }

    private static <M, P> Set<String> usersOf(
            Map<M, ModeRule<P>> rules, ConfigOption<String> option) {
        return rules.entrySet().stream()
                .filter(rule -> option.equals(rule.getValue().option))
                .map(rule -> rule.getKey().toString())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
