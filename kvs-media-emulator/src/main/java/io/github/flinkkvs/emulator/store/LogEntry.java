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
import java.util.List;
import java.util.Optional;

/** One place of a log: a fragment, or the bytes of one that never became whole. */
public final class LogEntry {
    private final long ordinal;
    private final StoredFragment fragment;
    private final List<byte[]> parts;

    LogEntry(long ordinal, StoredFragment fragmentOrNull, List<byte[]> parts) {
        this.ordinal = ordinal;
        this.fragment = fragmentOrNull;
        this.parts = parts;
    }

    long ordinal() {
        return ordinal;
    }

    Optional<StoredFragment> fragment() {
        return Optional.ofNullable(fragment);
    }

    public List<byte[]> parts() {
        return parts;
    }

    /** What follows the parts; empty if they end the chunk themselves. */
    public byte[] trailerAt(Instant now) {
        return fragment == null ? new byte[0] : fragment.trailerAt(now);
    }

    long size() {
        return parts.stream().mapToLong(part -> part.length).sum();
    }

    boolean arrivedBefore(Instant instant) {
        return fragment == null || fragment.serverTimestamp().isBefore(instant);
    }
}
