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

import io.github.flinkkvs.emulator.EmulatedStream;
import io.github.flinkkvs.emulator.KvsEmulator;
import io.github.flinkkvs.emulator.limits.Limit;
import io.github.flinkkvs.emulator.limits.ServiceLimits;
import io.github.flinkkvs.emulator.session.FaultStatus;
import io.github.flinkkvs.emulator.session.ProducerRecord;
import io.github.flinkkvs.emulator.session.SessionRecord;
import io.github.flinkkvs.emulator.store.KeptFragments;
import io.github.flinkkvs.emulator.store.StoredFragment;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/** Everything that the emulator knows of itself, as JSON. Used by one thread. */
final class StatusReport {
    private static final int MOST_ENDED = 20;
    private static final double MILLIS = 1000;

    private final KvsEmulator emulator;
    private final Clock clock;
    private final Rates rates = new Rates(System::nanoTime);
    private final long startNanos = System.nanoTime();

    StatusReport(KvsEmulator emulator, Clock clock) {
        this.emulator = emulator;
        this.clock = clock;
    }

    ObjectNode report() {
        List<SessionRecord> sessions = emulator.sessionLog();
        Connections open = Connections.of(sessions, emulator.uploadLog());
        rates.retain(open.requestIds());
        Instant now = clock.instant();
        ObjectNode report = JsonNodeFactory.instance.objectNode();
        report.put("version", Version.text());
        report.put("endpoint", emulator.endpoint().toString());
        report.put("region", emulator.region());
        report.put("now", now.toString());
        report.put("uptimeSeconds", seconds(Duration.ofNanos(System.nanoTime() - startNanos)));
        ObjectNode totals = report.putObject("totals");
        ArrayNode streams = report.putArray("streams");
        for (EmulatedStream stream : emulator.streams()) {
            streams.add(stream(stream, open, now));
        }
        putTotals(totals, streams);
        report.set("faults", faults(emulator.faults().statuses()));
        ArrayNode ended = report.putArray("endedSessions");
        int endedCount = sessions.size() - open.sessionCount();
        sessions.subList(Math.max(0, endedCount - MOST_ENDED), endedCount)
                .forEach(session -> ended.add(session(session)));
        report.set("limits", limits(emulator.limits()));
        return report;
    }

    static ArrayNode faults(List<FaultStatus> faults) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        faults.forEach(
                status ->
                        list.addObject()
                                .put("fault", status.fault().toString())
                                .put("struck", status.struck()));
        return list;
    }

    static ObjectNode limits(ServiceLimits limits) {
        ObjectNode values = JsonNodeFactory.instance.objectNode();
        for (Limit limit : Limit.values()) {
            OptionalLong value = limits.of(limit);
            if (value.isPresent()) {
                values.put(limit.optionName(), value.getAsLong());
            } else {
                values.put(limit.optionName(), "off");
            }
        }
        return values;
    }

    private ObjectNode stream(EmulatedStream stream, Connections open, Instant now) {
        KeptFragments kept = stream.kept();
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("name", stream.name());
        node.put("arn", stream.arn());
        node.put("retentionHours", stream.retentionHours());
        node.put("fragments", kept.count());
        node.put("bytes", kept.bytes());
        kept.oldest()
                .ifPresent(f -> node.put("firstServerTimestamp", f.serverTimestamp().toString()));
        kept.newest().ifPresent(fragment -> putNewest(node, fragment));
        node.put("cameras", stream.producers());
        ArrayNode sessions = node.putArray("sessions");
        open.sessionsOf(stream.name()).forEach(session -> sessions.add(open(session, now)));
        ArrayNode uploads = node.putArray("uploads");
        open.uploadsOf(stream.name()).forEach(upload -> uploads.add(upload(upload, now)));
        node.set("faults", faults(stream.faults()));
        return node;
    }

    private static void putNewest(ObjectNode node, StoredFragment fragment) {
        node.put("lastServerTimestamp", fragment.serverTimestamp().toString());
        ObjectNode last = node.putObject("lastFragment");
        last.put("number", fragment.number());
        last.put("producerTimestamp", fragment.producerTimestamp().toString());
        last.put("seconds", seconds(fragment.duration()));
        last.put("bytes", fragment.size());
        last.put("frames", fragment.frames());
    }

    private ObjectNode open(SessionRecord session, Instant now) {
        double age = seconds(Duration.between(session.openedAt(), now));
        return session(session)
                .put("ageSeconds", age)
                .put("bytesPerSecond", rates.of(session.requestId(), session.bytesSent(), age));
    }

    private ObjectNode upload(ProducerRecord upload, Instant now) {
        double age = seconds(Duration.between(upload.openedAt(), now));
        long rate = rates.of(upload.requestId(), upload.bytesReceived(), age);
        return JsonNodeFactory.instance
                .objectNode()
                .put("requestId", upload.requestId())
                .put("openedAt", upload.openedAt().toString())
                .put("fragmentsReceived", upload.fragmentsReceived())
                .put("bytesReceived", upload.bytesReceived())
                .put("ageSeconds", age)
                .put("bytesPerSecond", rate);
    }

    private static ObjectNode session(SessionRecord session) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("stream", session.stream());
        node.put("requestId", session.requestId());
        node.put("startSelector", session.selectorType());
        node.put("startSelectorValue", session.selectorValue());
        node.put("openedAt", session.openedAt().toString());
        node.put("bytesSent", session.bytesSent());
        node.put("outcome", session.outcome().name());
        return node;
    }

    private void putTotals(ObjectNode totals, ArrayNode streams) {
        long fragments = 0;
        long bytes = 0;
        long bytesPerSecond = 0;
        for (var stream : streams) {
            fragments += stream.get("fragments").asLong();
            bytes += stream.get("bytes").asLong();
            for (var session : stream.get("sessions")) {
                bytesPerSecond += session.get("bytesPerSecond").asLong();
            }
        }
        totals.put("streams", streams.size());
        totals.put("fragments", fragments);
        totals.put("bytes", bytes);
        totals.put("openSessions", emulator.openSessions());
        totals.put("sessionsOpened", emulator.sessionsOpened());
        totals.put("openUploads", emulator.openUploads());
        totals.put("bytesPerSecond", bytesPerSecond);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / MILLIS;
    }
}
