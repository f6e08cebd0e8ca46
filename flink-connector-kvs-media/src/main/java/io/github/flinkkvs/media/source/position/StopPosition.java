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

package io.github.flinkkvs.media.source.position;

import org.apache.flink.annotation.PublicEvolving;

import javax.annotation.Nullable;

import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** Where reading a stream ends. */
@PublicEvolving
public final class StopPosition implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final StopPosition NEVER = new StopPosition(null);

    @Nullable private final Instant serverTimestamp;

    private StopPosition(@Nullable Instant serverTimestamp) {
        this.serverTimestamp = serverTimestamp;
    }

    /** Reads on for ever; the default. */
    public static StopPosition never() {
        return NEVER;
    }

    /**
     * Ends before the first fragment that the service began to receive at this instant or later. A
     * stream that falls silent ends, too, some seconds after the service's clock has passed the
     * instant.
     */
    public static StopPosition serverTimestamp(Instant instant) {
        return new StopPosition(Objects.requireNonNull(instant, "instant"));
    }

    /** Returns the instant, or nothing if reading never ends. */
    public Optional<Instant> serverTimestamp() {
        return Optional.ofNullable(serverTimestamp);
    }

    /** Returns whether reading ends at all. */
    public boolean isBounded() {
        return serverTimestamp != null;
    }

    /** Returns whether a fragment of this server timestamp lies behind the end. */
    public boolean isReachedAt(Instant fragmentServerTimestamp) {
        return serverTimestamp != null && !fragmentServerTimestamp.isBefore(serverTimestamp);
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof StopPosition
                && Objects.equals(serverTimestamp, ((StopPosition) o).serverTimestamp);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(serverTimestamp);
    }

    @Override
    public String toString() {
        return serverTimestamp == null ? "never" : "server-timestamp=" + serverTimestamp;
    }
}
