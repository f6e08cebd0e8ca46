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
import java.util.Optional;

/**
 * One place of a log: a fragment, one that is still coming in, or the bytes of one that never
 * became whole.
 *
 * <p>Written by the thread of the producer, read by the sessions'.
 */
public final class LogEntry {

    /** What has become of the fragment. */
    public enum State {
        /** More bytes may come. */
        OPEN,
        /** All bytes are there. */
        WHOLE,
        /** No more bytes come, and there will be no trailer. */
        BROKEN
    }

    private final long ordinal;
    private final String number;
    private final Instant storedAt;
    private volatile ChunkBytes bytes;
    private volatile StoredFragment fragment;
    private volatile State state = State.OPEN;

    LogEntry(long ordinal, String numberOrNull, Instant storedAt, ChunkBytes bytes) {
        this.ordinal = ordinal;
        this.number = numberOrNull;
        this.storedAt = storedAt;
        this.bytes = bytes;
    }

    void becomeWhole(StoredFragment whole) {
        bytes = whole.bytes();
        fragment = whole;
        state = State.WHOLE;
    }

    /** Becomes bytes that sessions pass on although they are no fragment. */
    void becomeCut() {
        state = State.WHOLE;
    }

    void breakOff() {
        state = State.BROKEN;
    }

    long ordinal() {
        return ordinal;
    }

    /** Nothing if these are bytes of a capture that are no fragment. */
    public Optional<String> number() {
        return Optional.ofNullable(number);
    }

    /** When the emulator got it, which retention counts from. */
    Instant storedAt() {
        return storedAt;
    }

    /** The fragment, once it is whole. */
    public Optional<StoredFragment> fragment() {
        return Optional.ofNullable(fragment);
    }

    /** Ask before reading: what is read after the answer {@code WHOLE} is all there is. */
    public State state() {
        return state;
    }

    public ChunkReader reader() {
        return bytes.reader();
    }

    /** What follows the bytes; empty if they end the chunk themselves. */
    public byte[] trailerAt(Instant now) {
        return fragment == null ? new byte[0] : fragment.trailerAt(now);
    }

    long size() {
        return bytes.size();
    }

    boolean arrivedBefore(Instant instant) {
        return state != State.OPEN
                && (fragment == null || fragment.serverTimestamp().isBefore(instant));
    }
}
