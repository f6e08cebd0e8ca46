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
import io.github.flinkkvs.media.source.position.StartPosition;

import org.apache.flink.configuration.ReadableConfig;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Where a table starts, as its options say it.
 *
 * @param value what the mode needs; empty where it needs nothing
 */
record ScanStart(StartupMode mode, String value) {

    /** One line for each mode. */
    private static final Map<StartupMode, ModeRule<StartPosition>> RULES =
            Map.of(
                    StartupMode.NOW, ModeRule.plain(StartPosition::now),
                    StartupMode.EARLIEST, ModeRule.plain(StartPosition::earliest),
                    StartupMode.SERVER_TIMESTAMP,
                            ModeRule.with(
                                    KvsMediaTableOptions.SCAN_STARTUP_TIMESTAMP,
                                    text -> StartPosition.serverTimestamp(InstantText.parse(text))),
                    StartupMode.PRODUCER_TIMESTAMP,
                            ModeRule.with(
                                    KvsMediaTableOptions.SCAN_STARTUP_TIMESTAMP,
                                    text ->
                                            StartPosition.producerTimestamp(
                                                    InstantText.parse(text))),
                    StartupMode.AT_FRAGMENT,
                            ModeRule.with(
                                    KvsMediaTableOptions.SCAN_STARTUP_FRAGMENT_NUMBER,
                                    text -> atFragment(text)),
                    StartupMode.AFTER_FRAGMENT,
                            ModeRule.with(
                                    KvsMediaTableOptions.SCAN_STARTUP_FRAGMENT_NUMBER,
                                    text -> StartPosition.afterFragment(FragmentNumber.of(text))),
                    StartupMode.CONTINUATION_TOKEN,
                            ModeRule.with(
                                    KvsMediaTableOptions.SCAN_STARTUP_CONTINUATION_TOKEN,
                                    StartPosition::continuationToken));

    private static StartPosition atFragment(String number) {
        StartPosition start = StartPosition.atFragment(FragmentNumber.of(number));
        start.problem()
                .ifPresent(
                        problem -> {
                            throw new IllegalArgumentException(problem);
                        });
        return start;
    }

    static ScanStart of(StartupMode mode) {
        return new ScanStart(mode, "");
    }

    /** Reads mode and value; what is wrong with them goes to the problems. */
    static ScanStart read(ReadableConfig options, ConfigProblems problems) {
        return ModeRule.read(RULES, KvsMediaTableOptions.SCAN_STARTUP_MODE, options, problems)
                .map(found -> new ScanStart(found.mode(), found.value()))
                .orElse(of(StartupMode.NOW));
    }

    StartPosition position() {
        return RULES.get(mode).make(value);
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
     * Returns a start that leaves out nothing from the instant on, by the clock. That is the
     * instant itself only where this start is known to lie before it.
     */
    ScanStart notBefore(FilterColumn clock, Instant instant) {
        boolean isLater =
                mode == StartupMode.EARLIEST
                        ? instant.isAfter(Instant.EPOCH)
                        : clock().filter(clock::equals).isPresent()
                                && instant.isAfter(instant().orElseThrow());
        if (!isLater) {
            return this;
        }
        StartupMode byClock =
                clock == FilterColumn.SERVER_TIMESTAMP
                        ? StartupMode.SERVER_TIMESTAMP
                        : StartupMode.PRODUCER_TIMESTAMP;
        return new ScanStart(byClock, instant.toString());
    }
}
