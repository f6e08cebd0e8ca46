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

package io.github.flinkkvs.emulator.limits;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * Which limits hold, and with which value. Immutable; each limit can be moved or taken away alone.
 *
 * <p>The limiters ask a {@code Supplier} of this at each request, so that a limit may change while
 * clients are connected.
 */
public final class ServiceLimits {
    private static final String OFF = "off";

    /** A limit that is not in here does not hold. */
    private final Map<Limit, Long> values;

    private ServiceLimits(Map<Limit, Long> values) {
        this.values = values;
    }

    /** All limits as the service documents them. */
    public static ServiceLimits service() {
        ServiceLimits limits = none();
        for (Limit limit : Limit.values()) {
            limits.values.put(limit, limit.serviceValue());
        }
        return limits;
    }

    /** No limit at all. */
    public static ServiceLimits none() {
        return new ServiceLimits(new EnumMap<>(Limit.class));
    }

    /**
     * These limits with another value for one.
     *
     * @param value at least 1; in bytes a second for a bandwidth
     * @throws IllegalArgumentException if the value is below 1
     */
    public ServiceLimits with(Limit limit, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(
                    "%s must be at least 1, or off: %d".formatted(limit.optionName(), value));
        }
        ServiceLimits changed = without(limit);
        changed.values.put(limit, value);
        return changed;
    }

    /** These limits without one. */
    public ServiceLimits without(Limit limit) {
        Map<Limit, Long> others = new EnumMap<>(Limit.class);
        others.putAll(values);
        others.remove(limit);
        return new ServiceLimits(others);
    }

    /**
     * These limits changed by a setting of a command line.
     *
     * @param setting such as {@code get-media-connections=10} or {@code get-media-bytes=off}; the
     *     names are those of {@link Limit#optionName}
     * @throws IllegalArgumentException with a message for the user, if there is no such limit or
     *     the value is neither {@code off} nor a whole number of at least 1
     */
    public ServiceLimits withSetting(String setting) {
        int equals = setting.indexOf('=');
        if (equals < 0) {
            throw new IllegalArgumentException(
                    "A limit is set as name=number or name=off, not as '" + setting + "'");
        }
        Limit limit = named(setting.substring(0, equals).strip());
        String value = setting.substring(equals + 1).strip();
        return value.equals(OFF) ? without(limit) : with(limit, number(limit, value));
    }

    /** The value of a limit, if it holds. */
    public OptionalLong of(Limit limit) {
        Long value = values.get(limit);
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }

    /** Whether the account may have one more stream beside those that exist. */
    public Optional<Refusal> admitStream(int existing) {
        OptionalLong allowed = of(Limit.STREAMS);
        return allowed.isPresent() && existing >= allowed.getAsLong()
                ? Optional.of(Refusal.ofStreams(Limit.STREAMS, allowed.getAsLong()))
                : Optional.empty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ServiceLimits limits && limits.values.equals(values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    /** In the form of settings, one for each limit. */
    @Override
    public String toString() {
        return Arrays.stream(Limit.values())
                .map(l -> l.optionName() + "=" + (values.containsKey(l) ? values.get(l) : OFF))
                .collect(Collectors.joining(", "));
    }

    private static Limit named(String name) {
        return Limit.named(name)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "There is no limit '%s'; there are %s"
                                                .formatted(name, names())));
    }

    private static String names() {
        return Arrays.stream(Limit.values())
                .map(Limit::optionName)
                .collect(Collectors.joining(", "));
    }

    private static long number(Limit limit, String value) {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "%s must be a whole number or off: '%s'".formatted(limit.optionName(), value),
                    e);
        }
    }
}
