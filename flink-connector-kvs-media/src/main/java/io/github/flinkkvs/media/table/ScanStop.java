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

import io.github.flinkkvs.media.model.FragmentNumber;
import io.github.flinkkvs.media.source.config.ConfigProblems;
import io.github.flinkkvs.media.source.position.StopPosition;

import org.apache.flink.configuration.ReadableConfig;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Where a table ends, as its options say it.
 *
 * @param value what the mode needs; empty where it needs nothing
 */
record ScanStop(BoundedMode mode, String value) {

    /** One line for each mode. */
    private static final Map<BoundedMode, ModeRule<StopPosition>> RULES =
            Map.of(
                    BoundedMode.UNBOUNDED, ModeRule.plain(StopPosition::never),
                    BoundedMode.NOW, ModeRule.plain(StopPosition::now),
                    BoundedMode.SERVER_TIMESTAMP,
                            ModeRule.with(
                                    KvsMediaTableOptions.SCAN_BOUNDED_TIMESTAMP,
                                    text -> StopPosition.serverTimestamp(InstantText.parse(text))),
                    BoundedMode.PRODUCER_TIMESTAMP,
                            ModeRule.with(
                                    KvsMediaTableOptions.SCAN_BOUNDED_TIMESTAMP,
                                    text ->
                                            StopPosition.producerTimestamp(
                                                    InstantText.parse(text))),
                    BoundedMode.AFTER_FRAGMENT,
                            ModeRule.with(
                                    KvsMediaTableOptions.SCAN_BOUNDED_FRAGMENT_NUMBER,
                                    text -> StopPosition.afterFragment(FragmentNumber.of(text))));

    static ScanStop of(BoundedMode mode) {
        return new ScanStop(mode, "");
    }

    /** Reads mode and value; what is wrong with them goes to the problems. */
    static ScanStop read(ReadableConfig options, ConfigProblems problems) {
        return ModeRule.read(RULES, KvsMediaTableOptions.SCAN_BOUNDED_MODE, options, problems)
                .map(found -> new ScanStop(found.mode(), found.value()))
                .orElse(of(BoundedMode.UNBOUNDED));
    }

    StopPosition position() {
        return RULES.get(mode).make(value);
    }

    boolean isBounded() {
        return mode != BoundedMode.UNBOUNDED;
    }

    /** Returns the clock that the instant is by, if the mode has an instant. */
    Optional<FilterColumn> clock() {
        return switch (mode) {
            case SERVER_TIMESTAMP -> Optional.of(FilterColumn.SERVER_TIMESTAMP);
            case PRODUCER_TIMESTAMP -> Optional.of(FilterColumn.PRODUCER_TIMESTAMP);
            default -> Optional.empty();
        };
    }

    /** Returns the instant, if the mode has one. */
    Optional<Instant> instant() {
        return clock().map(clock -> InstantText.parse(value));
    }

    /**
     * Returns a stop that leaves out nothing before the instant, by the clock. That is the instant
     * itself only where this stop is known to lie behind it.
     */
    ScanStop notBehind(FilterColumn clock, Instant instant) {
        boolean isEarlier =
                mode == BoundedMode.UNBOUNDED
                        || (clock().filter(clock::equals).isPresent()
                                && instant.isBefore(instant().orElseThrow()));
        if (!isEarlier) {
            return this;
        }
        BoundedMode byClock =
                clock == FilterColumn.SERVER_TIMESTAMP
                        ? BoundedMode.SERVER_TIMESTAMP
                        : BoundedMode.PRODUCER_TIMESTAMP;
        return new ScanStop(byClock, instant.toString());
    }
}
