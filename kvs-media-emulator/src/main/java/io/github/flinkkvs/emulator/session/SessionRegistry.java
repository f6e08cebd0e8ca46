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

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** All sessions: those that run, and the latest of those that ran. Every method takes the lock. */
public final class SessionRegistry {
    private static final int KEPT = 10_000;

    private final Set<LiveSession> live = new LinkedHashSet<>();
    private final Deque<SessionRecord> ended = new ArrayDeque<>();
    private long opened;

    public synchronized void opened(LiveSession session) {
        opened++;
        live.add(session);
    }

    /** Takes a session's last record, which the list shows from the moment it is open no more. */
    public synchronized void ended(LiveSession session, SessionRecord last) {
        if (live.remove(session)) {
            ended.addLast(last);
            if (ended.size() > KEPT) {
                ended.removeFirst();
            }
        }
    }

    public synchronized int openCount() {
        return live.size();
    }

    public synchronized long openedCount() {
        return opened;
    }

    /** Ended ones in order of their end, then the open ones in order of their start. */
    public synchronized List<SessionRecord> records() {
        List<SessionRecord> records = new ArrayList<>(ended);
        live.forEach(session -> records.add(session.record()));
        return records;
    }

    /** Lets a fault strike running sessions of a stream; returns how many it told so. */
    public int strike(String stream, Fault fault) {
        long most = fault.get(FaultParameter.TIMES, Long.MAX_VALUE);
        List<LiveSession> told;
        synchronized (this) {
            told =
                    live.stream()
                            .filter(session -> session.record().stream().equals(stream))
                            .limit(most)
                            .toList();
        }
        told.forEach(session -> session.suffer(fault));
        return told.size();
    }
}
