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

package io.github.flinkkvs.emulator.store;

import java.time.Instant;
import java.util.OptionalLong;

/**
 * Where a session starts, found among the fragments that a stream keeps.
 *
 * <p>Immutable and pure; the questions that the service's documents leave open are answered here.
 */
public final class StartSelector {

    /** The service's six ways to say where. */
    public enum Type {
        NOW,
        EARLIEST,
        FRAGMENT_NUMBER,
        SERVER_TIMESTAMP,
        PRODUCER_TIMESTAMP,
        CONTINUATION_TOKEN
    }

    private final Type type;
    private final String value;
    private final Instant timestamp;
    private final boolean takesFragmentInProgress;

    private StartSelector(Type type, String value, Instant timestamp) {
        this(type, value, timestamp, false);
    }

    private StartSelector(
            Type type, String value, Instant timestamp, boolean takesFragmentInProgress) {
        this.type = type;
        this.value = value;
        this.timestamp = timestamp;
        this.takesFragmentInProgress = takesFragmentInProgress;
    }

    /** The next fragment to begin. */
    public static StartSelector now() {
        return new StartSelector(Type.NOW, "", null);
    }

    public static StartSelector earliest() {
        return new StartSelector(Type.EARLIEST, "", null);
    }

    public static StartSelector afterFragment(String number) {
        return new StartSelector(Type.FRAGMENT_NUMBER, number, null);
    }

    /** The emulator's tokens are fragment numbers, as the service's were in all captures. */
    public static StartSelector continuing(String token) {
        return new StartSelector(Type.CONTINUATION_TOKEN, token, null);
    }

    public static StartSelector serverTime(Instant instant) {
        return new StartSelector(Type.SERVER_TIMESTAMP, instant.toString(), instant);
    }

    public static StartSelector producerTime(Instant instant) {
        return new StartSelector(Type.PRODUCER_TIMESTAMP, instant.toString(), instant);
    }

    /** The same, but if this is {@link #now} it starts with a fragment that is just coming in. */
    public StartSelector takingFragmentInProgress() {
        return new StartSelector(type, value, timestamp, true);
    }

    public Type type() {
        return type;
    }

    /** What the selector's extra member says; empty where there is none. */
    public String value() {
        return value;
    }

    /** Whether the start is a place that the stream must know already. */
    boolean namesFragment() {
        return type == Type.FRAGMENT_NUMBER || type == Type.CONTINUATION_TOKEN;
    }

    /** The ordinal to start from; nothing if no fragment fits (yet). */
    OptionalLong locate(FragmentLog log) {
        return switch (type) {
            case NOW ->
                    OptionalLong.of(takesFragmentInProgress ? log.openOrdinal() : log.endOrdinal());
            case EARLIEST -> OptionalLong.of(log.firstOrdinal());
            case FRAGMENT_NUMBER, CONTINUATION_TOKEN -> after(log);
            case SERVER_TIMESTAMP -> byServerTime(log);
            case PRODUCER_TIMESTAMP -> byProducerTime(log);
        };
    }

    private OptionalLong after(FragmentLog log) {
        OptionalLong named = log.ordinalOf(value);
        return named.isPresent() ? OptionalLong.of(named.getAsLong() + 1) : named;
    }

    /**
     * Server times ascend, so the latest fragment that arrived by then is the one to look at; of
     * those that arrived in the same millisecond the first one.
     */
    private OptionalLong byServerTime(FragmentLog log) {
        OptionalLong latest = OptionalLong.empty();
        Instant latestStart = null;
        for (LogEntry entry : log.wholeEntries()) {
            StoredFragment fragment = entry.fragment().orElseThrow();
            Instant start = fragment.serverTimestamp();
            if (start.equals(latestStart)) {
                continue;
            }
            if (start.isAfter(timestamp)) {
                return latest.isPresent() ? latest : OptionalLong.of(entry.ordinal());
            }
            latestStart = start;
            latest =
                    fragment.contains(timestamp, start)
                            ? OptionalLong.of(entry.ordinal())
                            : OptionalLong.empty();
        }
        return latest;
    }

    /** Producer times may repeat and run back, so the first fragment in order that fits is it. */
    private OptionalLong byProducerTime(FragmentLog log) {
        OptionalLong later = OptionalLong.empty();
        for (LogEntry entry : log.wholeEntries()) {
            StoredFragment fragment = entry.fragment().orElseThrow();
            Instant start = fragment.producerTimestamp();
            if (fragment.contains(timestamp, start)) {
                return OptionalLong.of(entry.ordinal());
            }
            if (later.isEmpty() && start.isAfter(timestamp)) {
                later = OptionalLong.of(entry.ordinal());
            }
        }
        return later;
    }
}
