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

package io.github.flinkkvs.media.source.config;

import io.github.flinkkvs.media.client.AwsOptions;
import io.github.flinkkvs.media.client.DidYouMean;
import io.github.flinkkvs.media.client.SessionStart;
import io.github.flinkkvs.media.model.FragmentNumber;
import io.github.flinkkvs.media.source.position.BadFragmentPolicy;
import io.github.flinkkvs.media.source.position.StartPosition;
import io.github.flinkkvs.media.source.position.StopPosition;

import org.apache.flink.annotation.Internal;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.ReadableConfig;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Collects what is wrong with a configuration, so that one message names it all. */
@Internal
public final class ConfigProblems {

    private static final long MAX_ARRAY_BYTES = Integer.MAX_VALUE - 1024L;

    private static final Duration SHORTEST = Duration.ofMillis(1);

    /** Deadlines are counted in nanoseconds, of which a long holds 292 years. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private final List<String> problems = new ArrayList<>();

    /** Adds a problem. */
    public void add(String problem) {
        problems.add(problem);
    }

    /** Checks the {@code aws.*} options. */
    public void checkAws(Map<String, String> awsOptions) {
        problems.addAll(AwsOptions.problemsOf(awsOptions));
    }

    /**
     * Checks every other option: its key, its form, and that sizes and times are positive.
     *
     * @param refusesBadFragments whether the deserializer has no records for bad fragments
     */
    public void check(Configuration options, boolean refusesBadFragments) {
        checkKeys(options.keySet());
        boolean areReadable = true;
        for (ConfigOption<?> option : KvsMediaSourceOptions.all()) {
            try {
                checkRange(option, options.get(option));
            } catch (IllegalArgumentException e) {
                problems.add(unreadable(e));
                areReadable = false;
            }
        }
        if (areReadable) {
            checkBackoff(options);
            checkBadFragments(options, refusesBadFragments);
        }
    }

    /**
     * Checks that something may lie between a start and the end, as far as one clock tells.
     *
     * @param what the start, for the message
     */
    public void checkOrder(String what, StartPosition start, StopPosition stop) {
        if (start.problem().isEmpty() && isBehind(start, stop)) {
            problems.add(
                    what
                            + ", "
                            + start
                            + ", lies behind the stop position, "
                            + stop
                            + ": nothing would be read");
        }
    }

    private static boolean isBehind(StartPosition start, StopPosition stop) {
        SessionStart from = start.toSessionStart();
        return switch (stop.kind()) {
            case NEVER, NOW -> false;
            case SERVER_TIMESTAMP ->
                    from.type() == SessionStart.Type.SERVER_TIMESTAMP
                            && stop.instant()
                                    .filter(Instant.parse(from.value())::isAfter)
                                    .isPresent();
            case PRODUCER_TIMESTAMP ->
                    from.type() == SessionStart.Type.PRODUCER_TIMESTAMP
                            && stop.instant()
                                    .filter(Instant.parse(from.value())::isAfter)
                                    .isPresent();
            case FRAGMENT_NUMBER -> {
                FragmentNumber last = stop.lastFragment().orElseThrow();
                yield from.type() == SessionStart.Type.FRAGMENT_NUMBER
                        ? FragmentNumber.of(from.value()).compareTo(last) > 0
                        : start.firstFragment().filter(f -> f.compareTo(last) > 0).isPresent();
            }
        };
    }

    private void checkBadFragments(ReadableConfig options, boolean areRefused) {
        boolean areEmitted =
                options.get(KvsMediaSourceOptions.BAD_FRAGMENT) == BadFragmentPolicy.EMIT;
        if (areEmitted && areRefused) {
            problems.add(
                    KvsMediaSourceOptions.BAD_FRAGMENT.key()
                            + " is EMIT, and the deserializer does not accept bad fragments: wrap it"
                            + " with BadFragments.beside, or override deserializeBad and"
                            + " acceptsBadFragments");
        }
    }

    private void checkKeys(Set<String> set) {
        Set<String> known =
                KvsMediaSourceOptions.all().stream()
                        .map(ConfigOption::key)
                        .collect(Collectors.toSet());
        Set<String> candidates = new HashSet<>(AwsOptions.spellings());
        candidates.addAll(known);
        for (String key : new TreeSet<>(set)) {
            if (AwsOptions.spellings().contains(key)) {
                problems.add("'" + key + "' is set with setOption: set it with setAwsOption");
            } else if (!known.contains(key)) {
                problems.add(
                        "'"
                                + key
                                + "' is not an option of the source; "
                                + DidYouMean.hint(key, candidates, known));
            }
        }
    }

    /** Flink names key and value, and their error what it expects. */
    private static String unreadable(IllegalArgumentException e) {
        Throwable cause = e.getCause();
        return cause == null ? e.getMessage() : e.getMessage() + " " + cause.getMessage();
    }

    private void checkBackoff(ReadableConfig options) {
        Duration first = options.get(KvsMediaSourceOptions.RETRY_INITIAL_BACKOFF);
        Duration longest = options.get(KvsMediaSourceOptions.RETRY_MAX_BACKOFF);
        if (first.compareTo(longest) > 0) {
            problems.add(
                    KvsMediaSourceOptions.RETRY_INITIAL_BACKOFF.key()
                            + " must be at most "
                            + KvsMediaSourceOptions.RETRY_MAX_BACKOFF.key()
                            + ", found "
                            + first
                            + " and "
                            + longest);
        }
    }

    private void checkRange(ConfigOption<?> option, Object value) {
        boolean tooShort = value instanceof Duration duration && duration.compareTo(SHORTEST) < 0;
        boolean tooLong = value instanceof Duration duration && duration.compareTo(LONGEST) > 0;
        boolean tooSmall = value instanceof MemorySize size && size.getBytes() < 1;
        boolean mayBeZero =
                option.equals(KvsMediaSourceOptions.DISCOVERY_INTERVAL)
                        || option.equals(KvsMediaSourceOptions.DISCOVERY_RELEASE_AFTER)
                        || option.equals(KvsMediaSourceOptions.IDLE_TIMEOUT);
        if (value instanceof Integer count && count < 0) {
            problems.add(option.key() + " must not be negative, found " + value);
        }
        if (value instanceof Double rate && !(rate > 0 && rate < Double.POSITIVE_INFINITY)) {
            problems.add(option.key() + " must be a positive number, found " + value);
        }
        if (option.equals(KvsMediaSourceOptions.BAD_FRAGMENT_ATTEMPTS) && value.equals(0)) {
            problems.add(option.key() + " must be positive, found " + value);
        }
        if ((tooShort && !(mayBeZero && Duration.ZERO.equals(value))) || tooSmall) {
            problems.add(option.key() + " must be positive, found " + value);
        }
        if (tooLong) {
            problems.add(option.key() + " must be at most " + LONGEST + ", found " + value);
        }
        boolean tooLarge =
                option.equals(KvsMediaSourceOptions.MAX_FRAGMENT_SIZE)
                        && ((MemorySize) value).getBytes() > MAX_ARRAY_BYTES;
        if (tooLarge) {
            problems.add(option.key() + " must be below 2 GB, found " + value);
        }
    }

    /**
     * Ends the check.
     *
     * @throws IllegalArgumentException naming every problem, if there is one
     */
    public void throwIfAny() {
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(
                    "Cannot build the kvs-media source:\n  - " + String.join("\n  - ", problems));
        }
    }
}
