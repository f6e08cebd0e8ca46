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
import io.github.flinkkvs.emulator.limits.ServiceLimits;
import io.github.flinkkvs.emulator.session.OpenQuestions;
import io.github.flinkkvs.emulator.session.SessionRegistry;
import io.github.flinkkvs.emulator.session.SessionSettings;
import io.github.flinkkvs.emulator.session.UploadTimes;
import io.github.flinkkvs.emulator.store.StreamStore;

import javax.net.ssl.SSLContext;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Random;

/** Options of an emulator; each has a default. Not thread-safe. */
public final class KvsEmulatorBuilder {
    private static final long USUAL_IN_MEMORY = 1L << 30;
    private static final long USUAL_IN_FOLDER = 10L << 30;

    private int port;
    private InetAddress address = InetAddress.getLoopbackAddress();
    private boolean singleEndpoint;
    private SSLContext tls;
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

    KvsEmulatorBuilder() {}

    /**
     * The control plane's port; the data endpoints take the four that follow. 0, the default, takes
     * any free ones.
     */
    public KvsEmulatorBuilder port(int port) {
        this.port = port;
        return this;
    }

    /**
     * Where to listen, loopback by default. Whoever reaches another address can read, write and
     * delete: the emulator is no server for strangers.
     */
    public KvsEmulatorBuilder address(InetAddress address) {
        this.address = address;
        return this;
    }

    /**
     * Serves all APIs at {@link KvsEmulator#endpoint()} rather than each data API at the endpoint
     * of its own that GetDataEndpoint names, for clients that skip that call and for where one port
     * is all there is.
     */
    public KvsEmulatorBuilder singleEndpoint(boolean singleEndpoint) {
        this.singleEndpoint = singleEndpoint;
        return this;
    }

    /**
     * Serves all endpoints over TLS with the certificate of this context, rather than in the clear.
     * The endpoints name the host by its address, which the certificate has to have as a name if
     * clients look.
     */
    public KvsEmulatorBuilder tls(SSLContext tls) {
        this.tls = tls;
        return this;
    }

    /**
     * Wants requests signed by one of these keys. By default they must be signed for this service
     * and region, by whomever and however wrongly.
     */
    public KvsEmulatorBuilder accessKeys(Collection<AccessKey> accessKeys) {
        this.accessKeys = List.copyOf(accessKeys);
        return this;
    }

    /** Takes requests that are not signed too. */
    public KvsEmulatorBuilder acceptUnsigned(boolean acceptUnsigned) {
        this.acceptUnsigned = acceptUnsigned;
        return this;
    }

    /** The service's own limits by default. */
    public KvsEmulatorBuilder limits(ServiceLimits limits) {
        this.limits = limits;
        return this;
    }

    public KvsEmulatorBuilder region(String region) {
        this.region = region;
        return this;
    }

    public KvsEmulatorBuilder accountId(String accountId) {
        this.accountId = accountId;
        return this;
    }

    /** The age at which a session ends cleanly, 45 minutes by default. */
    public KvsEmulatorBuilder sessionLifetime(Duration sessionLifetime) {
        this.sessionLifetime = sessionLifetime;
        return this;
    }

    /**
     * Keeps streams and their media in a folder, where the next emulator finds them again however
     * this one ends; in memory by default, gone with the emulator.
     *
     * <p>A fragment that the emulator said to be persisted survives a loss of power, too. One
     * emulator at a time can have the folder, which is made if there is none. What was put to a
     * stream with a retention of 0 hours may survive, but is not promised to; chunks that were cut
     * short do not.
     */
    public KvsEmulatorBuilder folder(Path folder) {
        this.folder = folder;
        return this;
    }

    /**
     * What all streams together keep before the fullest forgets its oldest fragment. By default
     * half of the heap, at most 1 GiB; in a folder 10 GiB.
     */
    public KvsEmulatorBuilder maxBytes(long maxBytes) {
        this.maxBytes = maxBytes;
        return this;
    }

    /** Makes the random part of fragment numbers repeatable. */
    public KvsEmulatorBuilder seed(long seed) {
        this.seed = seed;
        return this;
    }

    /** How long producers may be silent, and connected in all; as the service by default. */
    public KvsEmulatorBuilder uploadTimes(UploadTimes uploadTimes) {
        this.uploadTimes = uploadTimes;
        return this;
    }

    /** How to answer what AWS's documents leave open; as is most likely by default. */
    public KvsEmulatorBuilder openQuestions(OpenQuestions openQuestions) {
        this.openQuestions = openQuestions;
        return this;
    }

    /** What the service takes for now; timers and cameras run by the machine's time. */
    public KvsEmulatorBuilder clock(Clock clock) {
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

    Clock clock() {
        return clock;
    }

    ServiceLimits limits() {
        return limits;
    }

    String region() {
        return region;
    }

    UploadTimes uploadTimes() {
        return uploadTimes;
    }

    boolean singleEndpoint() {
        return singleEndpoint;
    }

    /** Null for in the clear. */
    SSLContext tls() {
        return tls;
    }

    InetSocketAddress listenAt() {
        return new InetSocketAddress(address, port);
    }

    SessionSettings sessionSettings(SessionRegistry sessions) {
        return new SessionSettings(sessions, sessionLifetime, openQuestions);
    }

    StreamStore openStreams() {
        String arnPrefix = "arn:aws:kinesisvideo:" + region + ":" + accountId + ":stream/";
        Random random = new Random(seed);
        return folder == null
                ? StreamStore.inMemory(arnPrefix, clock, random, maxBytes())
                : StreamStore.inFolder(folder, arnPrefix, clock, random, maxBytes());
    }

    SignatureCheck signatures() {
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
