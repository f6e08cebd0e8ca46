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

package io.github.flinkkvs.emulator;

import io.github.flinkkvs.emulator.admin.AdminEndpoint;
import io.github.flinkkvs.emulator.http.HttpServer;
import io.github.flinkkvs.emulator.http.Service;
import io.github.flinkkvs.emulator.limits.ServiceLimits;
import io.github.flinkkvs.emulator.media.SyntheticProducers;
import io.github.flinkkvs.emulator.session.FaultBook;
import io.github.flinkkvs.emulator.session.ProducerRecord;
import io.github.flinkkvs.emulator.session.ProducerRegistry;
import io.github.flinkkvs.emulator.session.SessionRecord;
import io.github.flinkkvs.emulator.session.SessionRegistry;
import io.github.flinkkvs.emulator.store.NewStream;
import io.github.flinkkvs.emulator.store.StoredStream;
import io.github.flinkkvs.emulator.store.StreamStore;

import java.net.URI;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/**
 * Kinesis Video Streams on one machine: an account with streams behind an HTTP endpoint on
 * loopback.
 *
 * <p>Clients need an endpoint override and any credentials, unless told which. Thread-safe. {@link
 * #close()} ends all sessions, cameras and threads.
 */
public final class KvsEmulator implements AutoCloseable {
    private final Clock clock;
    private final StreamStore streams;
    private final FaultBook faults;
    private final SessionRegistry sessions = new SessionRegistry();
    private final FaultInjector injector;
    private final ProducerRegistry producers = new ProducerRegistry();
    private final SyntheticProducers synthetic;
    private final AtomicReference<ServiceLimits> limits;
    private final LongAdder callsRefused = new LongAdder();
    private final String region;
    private final AdminEndpoint admin;
    private final HttpServer server;

    KvsEmulator(KvsEmulatorBuilder options) {
        clock = options.clock();
        streams = options.openStreams();
        faults = new FaultBook();
        synthetic = new SyntheticProducers(clock);
        streams.onDelete(
                stream -> {
                    faults.drop(stream.name());
                    synthetic.kill(stream.log());
                });
        injector = new FaultInjector(streams, sessions, producers, synthetic);
        limits = new AtomicReference<>(options.limits());
        region = options.region();
        admin = new AdminEndpoint(this, clock);
        server = serve(options);
    }

    /** An emulator with all defaults on a free port. */
    public static KvsEmulator start() {
        return builder().start();
    }

    public static KvsEmulatorBuilder builder() {
        return new KvsEmulatorBuilder();
    }

    /** As in the streams' ARNs. */
    public String region() {
        return region;
    }

    /** The endpoint of the control plane; GetDataEndpoint names those of the media. */
    public URI endpoint() {
        return server.endpoint();
    }

    /**
     * Where an API of the data plane is served.
     *
     * @param apiName as GetDataEndpoint takes it, such as {@code GET_MEDIA}
     */
    public URI dataEndpoint(String apiName) {
        return server.dataEndpoint(apiName);
    }

    public EmulatedStream createStream(String name) {
        return createStream(name, Map.of());
    }

    public EmulatedStream createStream(String name, Map<String, String> tags) {
        return handle(streams.create(NewStream.named(name, tags)));
    }

    /**
     * The handle of a stream that exists.
     *
     * @throws IllegalArgumentException if there is no such stream
     */
    public EmulatedStream stream(String name) {
        return streams.byName(name)
                .map(this::handle)
                .orElseThrow(
                        () -> new IllegalArgumentException("There is no stream '" + name + "'"));
    }

    public Collection<EmulatedStream> streams() {
        return streams.all().stream().map(this::handle).toList();
    }

    /**
     * Deletes a stream, its media and its faults. Its cameras and calls end; its running sessions
     * go on in silence, as nothing more arrives.
     */
    public void deleteStream(String name) {
        streams.delete(name);
    }

    public ServiceLimits limits() {
        return limits.get();
    }

    /** Changes the limits from the next call on; running sessions keep the pace they have. */
    public void setLimits(ServiceLimits newLimits) {
        limits.set(newLimits);
    }

    /** The errors that calls of any stream meet; each stream's own are at its handle. */
    public AccountFaults faults() {
        return new AccountFaults(faults.account());
    }

    /** Calls and connections that were refused so far for being over one of the limits. */
    public long callsRefused() {
        return callsRefused.sum();
    }

    /** GetMedia responses that are being sent now. */
    public int openSessions() {
        return sessions.openCount();
    }

    /** GetMedia calls answered with 200 so far. */
    public long sessionsOpened() {
        return sessions.openedCount();
    }

    /** The latest sessions, the ended ones first; bounded. */
    public List<SessionRecord> sessionLog() {
        return sessions.records();
    }

    /** PutMedia uploads that run now. */
    public int openUploads() {
        return producers.openCount();
    }

    /** The latest uploads, the ended ones first; bounded. */
    public List<ProducerRecord> uploadLog() {
        return producers.records();
    }

    @Override
    public void close() {
        // Whatever one of them meets, the port and the folder are given free.
        try (streams;
                admin;
                server) {
            synthetic.close();
        }
    }

    private HttpServer serve(KvsEmulatorBuilder options) {
        Service service =
                new Service(
                        streams,
                        faults,
                        options.sessionSettings(sessions),
                        producers,
                        options.uploadTimes(),
                        limits::get,
                        callsRefused,
                        options.signatures(),
                        clock);
        HttpServer started = null;
        try {
            started =
                    new HttpServer(
                            options.listenAt(),
                            options.singleEndpoint(),
                            options.tls(),
                            service,
                            admin::newHandler);
        } finally {
            // Not a catch: a port that is taken shows as a checked exception that none declares.
            if (started == null) {
                admin.close();
                synthetic.close();
                streams.close();
            }
        }
        return started;
    }

    private EmulatedStream handle(StoredStream stream) {
        return new EmulatedStream(stream, faults.of(stream.name()), injector, synthetic, clock);
    }
}
