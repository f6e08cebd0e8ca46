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

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** All sessions: those that run, and the latest of those that ran. Thread-safe. */
public final class SessionRegistry {
    private static final int KEPT = 10_000;

    private final Roll<LiveSession, SessionRecord> roll = new Roll<>(LiveSession::record, KEPT);
    private final AtomicLong opened = new AtomicLong();

    public void opened(LiveSession session) {
        roll.opened(session);
        // Last, so that who has seen the count grow finds the session.
        opened.incrementAndGet();
    }

    /** Takes a session's last record, which the list shows from the moment it is open no more. */
    public void ended(LiveSession session, SessionRecord last) {
        roll.ended(session, last);
    }

    public int openCount() {
        return roll.openCount();
    }

    public long openedCount() {
        return opened.get();
    }

    /** Ended ones in order of their end, then the open ones in order of their start. */
    public List<SessionRecord> records() {
        return roll.records();
    }

    /** Lets a fault strike running sessions of a stream; returns how many it told so. */
    public int strike(String stream, Fault fault) {
        List<LiveSession> told =
                roll.live().stream()
                        .filter(session -> session.record().stream().equals(stream))
                        .limit(fault.get(FaultParameter.TIMES, Long.MAX_VALUE))
                        .toList();
        told.forEach(session -> session.suffer(fault));
        return told.size();
    }
}
