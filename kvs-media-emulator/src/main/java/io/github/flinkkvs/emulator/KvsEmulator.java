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

import io.github.flinkkvs.emulator.auth.AccessKey;
import io.github.flinkkvs.emulator.auth.SignatureCheck;
import io.github.flinkkvs.emulator.http.HttpServer;
import io.github.flinkkvs.emulator.http.Service;
import io.github.flinkkvs.emulator.limits.ServiceLimits;
import io.github.flinkkvs.emulator.media.SyntheticProducers;
import io.github.flinkkvs.emulator.session.FaultBook;
import io.github.flinkkvs.emulator.session.OpenQuestions;
import io.github.flinkkvs.emulator.session.ProducerRecord;
import io.github.flinkkvs.emulator.session.ProducerRegistry;
import io.github.flinkkvs.emulator.session.SessionRecord;
import io.github.flinkkvs.emulator.session.SessionRegistry;
import io.github.flinkkvs.emulator.session.SessionSettings;
import io.github.flinkkvs.emulator.session.UploadTimes;
import io.github.flinkkvs.emulator.store.NewStream;
import io.github.flinkkvs.emulator.store.StoredStream;
import io.github.flinkkvs.emulator.store.StreamStore;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;

/**
 * Kinesis Video Streams on one machine: an account with streams behind an HTTP endpoint on
 * loopback.
 *
 * <p>Clients need any credentials and an endpoint override; nothing is authenticated. Thread-safe.
 * {@link #close()} ends all sessions, cameras and threads.
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
    private final HttpServer server;

    private KvsEmulator(Builder options) {
        clock = options.clock;
        String arnPrefix =
                "arn:aws:kinesisvideo:" + options.region + ":" + options.accountId + ":stream/";
        RandomGenerator random = new Random(options.seed);
        streams =
                options.folder == null
                        ? StreamStore.inMemory(arnPrefix, clock, random, options.maxBytes())
                        : StreamStore.inFolder(
                                options.folder, arnPrefix, clock, random, options.maxBytes());
        faults = new FaultBook();
        synthetic = new SyntheticProducers(clock);
        streams.onDelete(
                stream -> {
                    faults.drop(stream.name());
                    synthetic.kill(stream.log());
                });
        injector = new FaultInjector(streams, sessions, producers, synthetic);
        limits = new AtomicReference<>(options.limits);
        server = serve(options);
    }

    /** An emulator with all defaults on a free port. */
    public static KvsEmulator start() {
        return builder().start();
    }

    public static Builder builder() {
        return new Builder();
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

    /**
     * Makes the producers die that upload to a stream now, mostly in mid-fragment: their
     * connections are reset, and live readers get no more of what was coming. Returns how many.
     */
    public int killProducers(String stream) {
        return producers.killAll(stream);
    }

    @Override
    public void close() {
        // Whatever one of them meets, the port and the folder are given free.
        try (streams;
                server) {
            synthetic.close();
        }
    }

    private HttpServer serve(Builder options) {
        HttpServer started = null;
        try {
            started =
                    new HttpServer(
                            new InetSocketAddress(options.address, options.port),
                            options.singleEndpoint,
                            new Service(
                                    streams,
                                    faults,
                                    new SessionSettings(
                                            sessions,
                                            options.sessionLifetime,
                                            options.openQuestions),
                                    producers,
                                    options.uploadTimes,
                                    limits::get,
                                    options.signatures(),
                                    clock));
        } finally {
            // Not a catch: a port that is taken shows as a checked exception that none declares.
            if (started == null) {
                synthetic.close();
                streams.close();
            }
        }
        return started;
    }

    private EmulatedStream handle(StoredStream stream) {
        return new EmulatedStream(stream, faults.of(stream.name()), injector, synthetic, clock);
    }

    /** Options of an emulator. */
    public static final class Builder {
        private static final long USUAL_IN_MEMORY = 1L << 30;
        private static final long USUAL_IN_FOLDER = 10L << 30;

        private int port;
        private InetAddress address = InetAddress.getLoopbackAddress();
        private boolean singleEndpoint;
        private List<AccessKey> accessKeys = List.of();
        private boolean acceptUnsigned;
        private ServiceLimits limits = ServiceLimits.service();
        private String region = "us-east-1";
        private String accountId = "123456789012";
        private Duration sessionLifetime = Duration.ofMinutes(45);
        private UploadTimes uploadTimes = UploadTimes.usual();
        private Path folder;
        private Long maxBytes;
        private long seed = 1;
        private Clock clock = Clock.systemUTC();
        private OpenQuestions openQuestions = OpenQuestions.likely();

        private Builder() {}

        /**
         * The control plane's port; the data endpoints take the four that follow. 0, the default,
         * takes any free ones.
         */
        public Builder port(int port) {
            this.port = port;
            return this;
        }

        /**
         * Where to listen, loopback by default. Whoever reaches another address can read, write and
         * delete: the emulator is no server for strangers.
         */
        public Builder address(InetAddress address) {
            this.address = address;
            return this;
        }

        /**
         * Serves all APIs at {@link KvsEmulator#endpoint()} rather than each data API at the
         * endpoint of its own that GetDataEndpoint names, for clients that skip that call and for
         * where one port is all there is.
         */
        public Builder singleEndpoint(boolean singleEndpoint) {
            this.singleEndpoint = singleEndpoint;
            return this;
        }

        /**
         * Wants requests signed by one of these keys. By default they must be signed for this
         * service and region, by whomever and however wrongly.
         */
        public Builder accessKeys(Collection<AccessKey> accessKeys) {
            this.accessKeys = List.copyOf(accessKeys);
            return this;
        }

        /** Takes requests that are not signed too. */
        public Builder acceptUnsigned(boolean acceptUnsigned) {
            this.acceptUnsigned = acceptUnsigned;
            return this;
        }

        /** The service's own limits by default. */
        public Builder limits(ServiceLimits limits) {
            this.limits = limits;
            return this;
        }

        public Builder region(String region) {
            this.region = region;
            return this;
        }

        public Builder accountId(String accountId) {
            this.accountId = accountId;
            return this;
        }

        /** The age at which a session ends cleanly, 45 minutes by default. */
        public Builder sessionLifetime(Duration sessionLifetime) {
            this.sessionLifetime = sessionLifetime;
            return this;
        }

        /**
         * Keeps streams and their media in a folder, where the next emulator finds them again
         * however this one ends; in memory by default, gone with the emulator.
         *
         * <p>A fragment that the emulator said to be persisted survives a loss of power, too. One
         * emulator at a time can have the folder, which is made if there is none. What was put to a
         * stream with a retention of 0 hours may survive, but is not promised to; chunks that were
         * cut short do not.
         */
        public Builder folder(Path folder) {
            this.folder = folder;
            return this;
        }

        /**
         * What all streams together keep before the fullest forgets its oldest fragment. By default
         * half of the heap, at most 1 GiB; in a folder 10 GiB.
         */
        public Builder maxBytes(long maxBytes) {
            this.maxBytes = maxBytes;
            return this;
        }

        /** Makes the random part of fragment numbers repeatable. */
        public Builder seed(long seed) {
            this.seed = seed;
            return this;
        }

        /** How long producers may be silent, and connected in all; as the service by default. */
        public Builder uploadTimes(UploadTimes uploadTimes) {
            this.uploadTimes = uploadTimes;
            return this;
        }

        /** How to answer what AWS's documents leave open; as is most likely by default. */
        public Builder openQuestions(OpenQuestions openQuestions) {
            this.openQuestions = openQuestions;
            return this;
        }

        /** What the service takes for now; timers and cameras run by the machine's time. */
        public Builder clock(Clock clock) {
            this.clock = clock;
            return this;
        }

        /**
         * Starts it.
         *
         * @throws IllegalStateException if another emulator has the folder
         * @throws java.io.UncheckedIOException if the folder cannot be made or read
         */
        public KvsEmulator start() {
            return new KvsEmulator(this);
        }

        private SignatureCheck signatures() {
            if (acceptUnsigned) {
                return SignatureCheck.off();
            }
            return accessKeys.isEmpty()
                    ? SignatureCheck.form(region)
                    : SignatureCheck.verified(region, accessKeys, clock);
        }

        private long maxBytes() {
            if (maxBytes != null) {
                return maxBytes;
            }
            return folder == null
                    ? Math.min(USUAL_IN_MEMORY, Runtime.getRuntime().maxMemory() / 2)
                    : USUAL_IN_FOLDER;
        }
    }
}
