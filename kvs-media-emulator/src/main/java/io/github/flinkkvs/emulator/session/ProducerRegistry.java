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

/** All uploads: those that run, and the latest of those that ran. Every method takes the lock. */
public final class ProducerRegistry {
    private static final int KEPT = 1000;

    private final Set<ProducerSession> live = new LinkedHashSet<>();
    private final Deque<ProducerRecord> ended = new ArrayDeque<>();

    public synchronized void opened(ProducerSession session) {
        live.add(session);
    }

    /** Takes an upload's last record, which the list shows from the moment it is open no more. */
    public synchronized void ended(ProducerSession session, ProducerRecord last) {
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

    /** Ended ones in order of their end, then the open ones in order of their start. */
    public synchronized List<ProducerRecord> records() {
        List<ProducerRecord> records = new ArrayList<>(ended);
        live.forEach(session -> records.add(session.record()));
        return records;
    }

    /** Kills the producers of a stream; returns how many it told so. */
    public int killAll(String stream) {
        List<ProducerSession> told;
        synchronized (this) {
            told = live.stream().filter(s -> s.record().stream().equals(stream)).toList();
        }
        told.forEach(ProducerSession::kill);
        return told.size();
    }
}
