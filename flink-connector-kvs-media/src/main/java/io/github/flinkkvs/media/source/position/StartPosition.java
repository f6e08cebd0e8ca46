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

import javax.annotation.Nullable;

import java.io.Serializable;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * Where a stream is read from when there is no saved position: the six ways that GetMedia has, and
 * at a fragment.
 *
 * <p>With a timestamp, reading starts with the fragment that <em>contains</em> the instant, so the
 * first frames may be a little older than it. Which fragment that is the service decides; all that
 * it sends is read.
 */
@PublicEvolving
public final class StartPosition implements Serializable {

    private static final long serialVersionUID = 1L;

    private final SessionStart.Type type;
    private final String value;

    /** The first fragment that is read; those before it, which the session may bring, are not. */
    @Nullable private final FragmentNumber first;

    private StartPosition(SessionStart start) {
        this(start.type(), start.value(), null);
    }

    private StartPosition(SessionStart.Type type, String value, @Nullable FragmentNumber first) {
        this.type = type;
        this.value = value;
        this.first = first;
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

    /**
     * The fragment with this number itself: Amazon Connect and the Chime SDK hand out the number of
     * a call's first fragment. Its time is taken from the number, in the form that numbers have
     * been seen to have; a number of another form is refused when the source is built.
     *
     * <p>GetMedia has no such start. The session begins at the fragment's time, and fragments with
     * smaller numbers are dropped. If the first other fragment that comes has a greater number,
     * this one is gone or never was: the position is lost, and {@code source.lost-position}
     * decides.
     */
    public static StartPosition atFragment(FragmentNumber number) {
        String time = NumberLayout.serverTimestamp(number).map(Instant::toString).orElse("");
        return new StartPosition(SessionStart.Type.SERVER_TIMESTAMP, time, number);
    }

    /**
     * As {@link #atFragment(FragmentNumber)}, at a time by the service's clock that is told.
     *
     * @param serverTimestamp when the service began to receive the fragment, or earlier; what lies
     *     between is read and dropped
     */
    public static StartPosition atFragment(FragmentNumber number, Instant serverTimestamp) {
        return new StartPosition(
                SessionStart.Type.SERVER_TIMESTAMP,
                serverTimestamp.toString(),
                Objects.requireNonNull(number, "number"));
    }

    /** The fragment that follows the one that carried this token. */
    public static StartPosition continuationToken(String token) {
        return new StartPosition(SessionStart.continuationToken(token));
    }

    /** Restores a position from its saved form. */
    @Internal
    public static StartPosition of(SessionStart start, Optional<FragmentNumber> first) {
        return new StartPosition(start.type(), start.value(), first.orElse(null));
    }

    /** Returns what keeps it from being used; nothing if all is well. */
    @Internal
    public Optional<String> problem() {
        return first != null && value.isEmpty()
                ? Optional.of(
                        "the number "
                                + first
                                + " does not tell its fragment's time: call"
                                + " StartPosition.atFragment(number, serverTimestamp)")
                : Optional.empty();
    }

    /** Returns whether it names a fragment, which is one of one stream only. */
    @Internal
    public boolean isOfOneStream() {
        return first != null
                || type == SessionStart.Type.FRAGMENT_NUMBER
                || type == SessionStart.Type.CONTINUATION_TOKEN;
    }

    /** Returns the first fragment that is to be read, if it is told by its number. */
    @Internal
    public Optional<FragmentNumber> firstFragment() {
        return Optional.ofNullable(first);
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
        return o instanceof StartPosition other
                && type == other.type
                && value.equals(other.value)
                && Objects.equals(first, other.first);
    }

    @Override
    public int hashCode() {
        return Objects.hash(type, value, first);
    }

    @Override
    public String toString() {
        String name = type.name().toLowerCase(Locale.ROOT).replace('_', '-');
        String start = value.isEmpty() ? name : name + "=" + value;
        return first == null ? start : "at-fragment=" + first + " by " + start;
    }
}
