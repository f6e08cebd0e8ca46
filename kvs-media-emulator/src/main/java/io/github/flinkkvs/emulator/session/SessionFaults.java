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

package io.github.flinkkvs.emulator.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;

/**
 * The faults that one session meets while it runs: those of its stream, as they come and go, and
 * its own.
 *
 * <p>For one thread, the session's event loop, but {@link #onChange}'s listener, which is called on
 * any. Ask {@link #advance} first, then the others.
 */
public final class SessionFaults implements AutoCloseable {
    private static final long USUAL_GARBAGE = 100;

    private final StreamFaults stream;
    private final List<ActiveFault> own;
    private final LongSupplier nanoTime;
    private final long openedAt;
    private long clears;
    private volatile boolean stale = true;
    private Runnable listener = () -> {};
    private List<Meeting> meetings = List.of();
    private Optional<Ending> ending = Optional.empty();
    private long sent;
    private long age;

    /**
     * Nothing met yet.
     *
     * @param own faults of this session alone, which may change
     * @param clears how often the stream's faults had been cleared before those were taken
     */
    SessionFaults(StreamFaults stream, List<ActiveFault> own, long clears, LongSupplier nanoTime) {
        this.stream = stream;
        this.own = own;
        this.clears = clears;
        this.nanoTime = nanoTime;
        this.openedAt = nanoTime.getAsLong();
    }

    /** Has a listener called, on any thread, when it may be worth while to advance. Once only. */
    public void onChange(Runnable newListener) {
        listener =
                () -> {
                    stale = true;
                    newListener.run();
                };
        stream.addListener(listener);
    }

    /** Puts a fault to this session alone. */
    public void add(Fault fault) {
        dropCleared();
        own.add(new ActiveFault(fault));
        stale = true;
    }

    /** Lets strike what is due. Costs next to nothing where there is no fault. */
    public void advance() {
        if (stale) {
            refresh();
        }
        if (meetings.isEmpty()) {
            return;
        }
        age = nanoTime.getAsLong() - openedAt;
        for (Meeting meeting : meetings) {
            if (meeting.comesDue(sent, age) && stream.strike(meeting.active())) {
                meeting.strike(age, nanoTime);
                ending = ending.or(meeting::ending);
            }
        }
    }

    /** How the session is to end, once a fault has struck that ends it; the first one counts. */
    public Optional<Ending> ending() {
        return ending;
    }

    /** Takes a strike at a chunk, if a fault of this kind is due and has one left. */
    public boolean strikeChunk(FaultKind kind) {
        return strikeOne(kind).isPresent();
    }

    /** Takes a strike of {@link FaultKind#GARBAGE}; returns how many bytes, 0 if there is none. */
    public int strikeGarbage() {
        return strikeOne(FaultKind.GARBAGE)
                .map(fault -> fault.get(FaultParameter.BYTES, USUAL_GARBAGE).intValue())
                .orElse(0);
    }

    /** Whether {@link #strikeChunk} would find one. */
    public boolean threatensChunk(FaultKind kind) {
        return meetings.stream()
                .anyMatch(m -> m.kind() == kind && m.due() && !m.active().exhausted());
    }

    /** How many bytes may be sent before this is to be asked again; 0 if none now. */
    public long allowance() {
        return least(meeting -> meeting.allowance(sent, age));
    }

    /** Bytes have been sent. */
    public void sent(long bytes) {
        sent += bytes;
        for (Meeting meeting : meetings) {
            meeting.sent(bytes, age);
        }
    }

    /** When time alone changes something; {@link Long#MAX_VALUE} if it does not. */
    public long nanosUntilNext() {
        return Math.max(0, least(meeting -> meeting.nanosUntilNext(age)));
    }

    @Override
    public void close() {
        stream.removeListener(listener);
        meetings.stream().filter(Meeting::struck).forEach(m -> stream.release(m.active()));
    }

    private Optional<Fault> strikeOne(FaultKind kind) {
        for (Meeting meeting : meetings) {
            if (meeting.kind() == kind && meeting.due() && stream.strike(meeting.active())) {
                return Optional.of(meeting.active().fault());
            }
        }
        return Optional.empty();
    }

    private long least(ToLongFunction<Meeting> ofMeeting) {
        long least = Long.MAX_VALUE;
        for (Meeting meeting : meetings) {
            least = Math.min(least, ofMeeting.applyAsLong(meeting));
        }
        return least;
    }

    /** Keeps what is known of faults that stay, so that none strikes the same session twice. */
    private void refresh() {
        stale = false;
        dropCleared();
        List<Meeting> next = new ArrayList<>();
        for (ActiveFault fault : stream.active()) {
            if (fault.fault().kind() != FaultKind.HTTP_ERROR) {
                next.add(meetingWith(fault));
            }
        }
        own.forEach(fault -> next.add(meetingWith(fault)));
        meetings = next;
    }

    /** What was taken back holds this session up no more either. */
    private void dropCleared() {
        if (clears != stream.clears()) {
            clears = stream.clears();
            own.clear();
        }
    }

    private Meeting meetingWith(ActiveFault fault) {
        return meetings.stream()
                .filter(known -> known.active() == fault)
                .findFirst()
                .orElseGet(() -> new Meeting(fault));
    }
}
