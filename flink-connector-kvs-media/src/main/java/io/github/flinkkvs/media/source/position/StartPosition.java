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

import io.github.flinkkvs.media.client.SessionStart;
import io.github.flinkkvs.media.model.FragmentNumber;

import org.apache.flink.annotation.Internal;
import org.apache.flink.annotation.PublicEvolving;

import java.io.Serializable;
import java.time.Instant;
import java.util.Locale;

/**
 * Where a stream is read from when there is no saved position: the six ways that GetMedia has.
 *
 * <p>With a timestamp, reading starts with the fragment that <em>contains</em> the instant, so the
 * first frames may be a little older than it.
 */
@PublicEvolving
public final class StartPosition implements Serializable {

    private static final long serialVersionUID = 1L;

    private final SessionStart.Type type;
    private final String value;

    private StartPosition(SessionStart start) {
        this.type = start.type();
        this.value = start.value();
    }

    /**
     * What arrives from now on. "Now" is fixed once, when the first session of a stream opens, and
     * saved: neither a lost session nor a restore moves it forward.
     */
    public static StartPosition now() {
        return new StartPosition(SessionStart.now());
    }

    /** The oldest fragment that the stream still holds. */
    public static StartPosition earliest() {
        return new StartPosition(SessionStart.earliest());
    }

    /** The fragment that contains this instant by the service's clock. */
    public static StartPosition serverTimestamp(Instant instant) {
        return new StartPosition(SessionStart.atServerTimestamp(instant));
    }

    /** The fragment that contains this instant by the producer's clock. */
    public static StartPosition producerTimestamp(Instant instant) {
        return new StartPosition(SessionStart.atProducerTimestamp(instant));
    }

    /** The fragment that follows the one with this number; the named one is not read. */
    public static StartPosition afterFragment(FragmentNumber number) {
        return new StartPosition(SessionStart.afterFragment(number));
    }

    /** The fragment that follows the one that carried this token. */
    public static StartPosition continuationToken(String token) {
        return new StartPosition(SessionStart.continuationToken(token));
    }

    /** Restores a position from its saved form. */
    @Internal
    public static StartPosition of(SessionStart start) {
        return new StartPosition(start);
    }

    /** Returns the selector that opens a session here. */
    @Internal
    public SessionStart toSessionStart() {
        return new SessionStart(type, value);
    }

    /** Returns whether this is "now", which must be fixed before it can be resumed from. */
    @Internal
    public boolean isNow() {
        return type == SessionStart.Type.NOW;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof StartPosition
                && toSessionStart().equals(((StartPosition) o).toSessionStart());
    }

    @Override
    public int hashCode() {
        return toSessionStart().hashCode();
    }

    @Override
    public String toString() {
        String name = type.name().toLowerCase(Locale.ROOT).replace('_', '-');
        return value.isEmpty() ? name : name + "=" + value;
    }
}
