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
import java.util.function.Function;

/**
 * What runs, and the latest records of what ran. Every method takes the lock.
 *
 * @param <S> what runs
 * @param <R> its record
 */
final class Roll<S, R> {
    private final Function<S, R> record;
    private final int kept;
    private final Set<S> live = new LinkedHashSet<>();
    private final Deque<R> ended = new ArrayDeque<>();

    /**
     * An empty roll.
     *
     * @param record tells how what runs stands now
     * @param kept how many records of what ran are kept
     */
    Roll(Function<S, R> record, int kept) {
        this.record = record;
        this.kept = kept;
    }

    synchronized void opened(S session) {
        live.add(session);
    }

    /** Takes the last record, which the list shows from the moment it is open no more. */
    synchronized void ended(S session, R last) {
        if (live.remove(session)) {
            ended.addLast(last);
            if (ended.size() > kept) {
                ended.removeFirst();
            }
        }
    }

    synchronized int openCount() {
        return live.size();
    }

    /** What runs, in order of its start. */
    synchronized List<S> live() {
        return List.copyOf(live);
    }

    /** Ended ones in order of their end, then the open ones in order of their start. */
    synchronized List<R> records() {
        List<R> records = new ArrayList<>(ended);
        live.forEach(session -> records.add(record.apply(session)));
        return records;
    }
}
