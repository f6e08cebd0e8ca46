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

package io.github.flinkkvs.emulator.admin;

import io.github.flinkkvs.emulator.session.ProducerRecord;
import io.github.flinkkvs.emulator.session.SessionRecord;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The sessions and uploads that are open, by stream. */
record Connections(
        Map<String, List<SessionRecord>> sessions, Map<String, List<ProducerRecord>> uploads) {

    static Connections of(List<SessionRecord> sessions, List<ProducerRecord> uploads) {
        return new Connections(
                sessions.stream()
                        .filter(session -> session.outcome() == SessionRecord.Outcome.OPEN)
                        .collect(Collectors.groupingBy(SessionRecord::stream)),
                uploads.stream()
                        .filter(upload -> upload.outcome() == ProducerRecord.Outcome.OPEN)
                        .collect(Collectors.groupingBy(ProducerRecord::stream)));
    }

    List<SessionRecord> sessionsOf(String stream) {
        return sessions.getOrDefault(stream, List.of());
    }

    List<ProducerRecord> uploadsOf(String stream) {
        return uploads.getOrDefault(stream, List.of());
    }

    int sessionCount() {
        return sessions.values().stream().mapToInt(List::size).sum();
    }

    Set<String> requestIds() {
        Set<String> ids = new HashSet<>();
        sessions.values().forEach(all -> all.forEach(s -> ids.add(s.requestId())));
        uploads.values().forEach(all -> all.forEach(u -> ids.add(u.requestId())));
        return ids;
    }
}
