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

import io.github.flinkkvs.media.model.FragmentNumber;

import org.apache.flink.annotation.Internal;
import org.apache.flink.annotation.PublicEvolving;

import javax.annotation.Nullable;

import java.io.Serializable;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * Where reading a stream ends. With any end but never a source is bounded, and a stream ends even
 * if it falls silent, is empty, or never gets so far: some seconds after nothing more can come.
 */
@PublicEvolving
public final class StopPosition implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final StopPosition NEVER = new StopPosition(Kind.NEVER, null, null, false);
    private static final StopPosition NOW = new StopPosition(Kind.NOW, null, null, true);

    private final Kind kind;
    @Nullable private final Instant instant;
    @Nullable private final FragmentNumber fragment;
    private final boolean ofNow;

    /** The ways to end. Their names are in saved state. */
    @Internal
    public enum Kind {
        /** Reads on for ever. */
        NEVER,
        /** What is stored "now", which has not been found out yet. */
        NOW,
        /** Before a time of the service's clock. */
        SERVER_TIMESTAMP,
        /** Before a time of the producer's clock. */
        PRODUCER_TIMESTAMP,
        /** Behind a fragment. */
        FRAGMENT_NUMBER
    }

    private StopPosition(
            Kind kind,
            @Nullable Instant instant,
            @Nullable FragmentNumber fragment,
            boolean ofNow) {
        this.kind = kind;
        this.instant = instant;
        this.fragment = fragment;
        this.ofNow = ofNow;
    }

    /** Reads on for ever; the default. */
    public static StopPosition never() {
        return NEVER;
    }

    /**
     * Ends behind all that was stored when the job started. That is found out once and saved, so
     * that no restore moves it: the last fragment that ListFragments tells of; where the stream
     * keeps no archive, or nothing is in it, the service's time at that moment.
     */
    public static StopPosition now() {
        return NOW;
    }

    /**
     * Ends before the first fragment that the service began to receive at this instant or later. A
     * stream that falls silent ends, too, some seconds after the service's clock has passed the
     * instant.
     */
    public static StopPosition serverTimestamp(Instant instant) {
        return at(Kind.SERVER_TIMESTAMP, instant);
    }

    /**
     * Ends before the first fragment whose producer timestamp is this instant or later. Where the
     * producer's time goes back behind that fragment, what follows is not read, even if it is
     * older. A stream that falls silent ends, too, some seconds after the service's clock has
     * passed the instant.
     */
    public static StopPosition producerTimestamp(Instant instant) {
        return at(Kind.PRODUCER_TIMESTAMP, instant);
    }

    /**
     * Ends behind the fragment with this number, which is the last one that is read; where it is
     * gone, before the first one with a greater number. The number must have been given already: a
     * silent stream is not waited for.
     */
    public static StopPosition afterFragment(FragmentNumber number) {
        Objects.requireNonNull(number, "number");
        return new StopPosition(Kind.FRAGMENT_NUMBER, null, number, false);
    }

    private static StopPosition at(Kind kind, Instant instant) {
        return new StopPosition(kind, Objects.requireNonNull(instant, "instant"), null, false);
    }

    /**
     * Restores an end from its saved form.
     *
     * @throws IllegalArgumentException if there is no such end
     */
    @Internal
    public static StopPosition of(Kind kind, String value, boolean ofNow) {
        try {
            StopPosition stop =
                    switch (kind) {
                        case NEVER -> NEVER;
                        case NOW -> NOW;
                        case SERVER_TIMESTAMP -> serverTimestamp(Instant.parse(value));
                        case PRODUCER_TIMESTAMP -> producerTimestamp(Instant.parse(value));
                        case FRAGMENT_NUMBER -> afterFragment(FragmentNumber.of(value));
                    };
            return ofNow ? stop.asNow() : stop;
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("Not an end: " + kind + " at '" + value + "'.", e);
        }
    }

    /** Returns this end, marked as what "now" turned out to be. */
    @Internal
    public StopPosition asNow() {
        if (kind == Kind.NEVER) {
            throw new IllegalArgumentException("Now is not never.");
        }
        return new StopPosition(kind, instant, fragment, true);
    }

    @Internal
    public Kind kind() {
        return kind;
    }

    /** Returns what goes with the kind: a number, an ISO-8601 instant, or nothing. */
    @Internal
    public String value() {
        return fragment != null ? fragment.toString() : Objects.toString(instant, "");
    }

    /** Returns whether this is "now", found out or not. */
    @Internal
    public boolean isOfNow() {
        return ofNow;
    }

    /** Returns whether this is "now" and must still be found out. */
    @Internal
    public boolean isOpenNow() {
        return kind == Kind.NOW;
    }

    /** Returns the end that holds where this one is configured and another one was saved. */
    @Internal
    public StopPosition insteadOf(StopPosition saved) {
        return isOpenNow() && saved.isOfNow() ? saved : this;
    }

    /** Returns whether reading ends at all. */
    public boolean isBounded() {
        return kind != Kind.NEVER;
    }

    /** Returns the instant of a clock that reading ends at, if that is the end. */
    @Internal
    public Optional<Instant> instant() {
        return Optional.ofNullable(instant);
    }

    /** Returns the last fragment that is read, if that is the end. */
    @Internal
    public Optional<FragmentNumber> lastFragment() {
        return Optional.ofNullable(fragment);
    }

    /** Returns whether a fragment lies behind the end. */
    public boolean isReachedAt(
            FragmentNumber number, Instant serverTimestamp, Instant producerTimestamp) {
        return switch (kind) {
            case NEVER, NOW -> false;
            case SERVER_TIMESTAMP -> !serverTimestamp.isBefore(instant);
            case PRODUCER_TIMESTAMP -> !producerTimestamp.isBefore(instant);
            case FRAGMENT_NUMBER -> number.compareTo(fragment) > 0;
        };
    }

    /** Returns whether nothing is to be read behind a fragment. */
    @Internal
    public boolean isReachedBehind(FragmentNumber number) {
        return kind == Kind.FRAGMENT_NUMBER && number.compareTo(fragment) >= 0;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof StopPosition other
                && kind == other.kind
                && Objects.equals(instant, other.instant)
                && Objects.equals(fragment, other.fragment)
                && ofNow == other.ofNow;
    }

    @Override
    public int hashCode() {
        return Objects.hash(kind, instant, fragment, ofNow);
    }

    @Override
    public String toString() {
        String name = kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
        String end = value().isEmpty() ? name : name + "=" + value();
        return ofNow && !isOpenNow() ? "now, which is " + end : end;
    }
}
