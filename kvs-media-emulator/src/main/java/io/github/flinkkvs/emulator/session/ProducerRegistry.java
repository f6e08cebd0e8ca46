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

/** All uploads: those that run, and the latest of those that ran. Thread-safe. */
public final class ProducerRegistry {
    private static final int KEPT = 1000;

    private final Roll<ProducerSession, ProducerRecord> roll =
            new Roll<>(ProducerSession::record, KEPT);

    public void opened(ProducerSession session) {
        roll.opened(session);
    }

    /** Takes an upload's last record, which the list shows from the moment it is open no more. */
    public void ended(ProducerSession session, ProducerRecord last) {
        roll.ended(session, last);
    }

    public int openCount() {
        return roll.openCount();
    }

    /** Ended ones in order of their end, then the open ones in order of their start. */
    public List<ProducerRecord> records() {
        return roll.records();
    }

    /** Kills the producers of a stream; returns how many it told so. */
    public int killAll(String stream) {
        List<ProducerSession> told =
                roll.live().stream().filter(s -> s.record().stream().equals(stream)).toList();
        told.forEach(ProducerSession::kill);
        return told.size();
    }
}
