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

package io.github.flinkkvs.media.source.config;

import io.github.flinkkvs.media.source.deserializer.EventTime;
import io.github.flinkkvs.media.source.position.BadFragmentPolicy;
import io.github.flinkkvs.media.source.position.LostPositionPolicy;
import io.github.flinkkvs.media.source.position.StreamNotFoundPolicy;

import org.apache.flink.annotation.Internal;
import org.apache.flink.configuration.ReadableConfig;

import java.io.Serializable;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * The options of a source, read once and checked. Immutable and serializable.
 *
 * <p>Its text shows no values of {@code aws.*} options, since some are secrets.
 */
@Internal
public final class SourceConfig implements Serializable {

    private static final long serialVersionUID = 1L;

    private final TreeMap<String, String> awsOptions;
    private final long maxBytesInFlight;
    private final int maxFragmentBytes;
    private final SessionConfig session;
    private final PolicyConfig policies;
    private final RateConfig rates;
    private final DiscoveryConfig discovery;
    private final TimeConfig time;

    private SourceConfig(Map<String, String> awsOptions, ReadableConfig options) {
        this.awsOptions = new TreeMap<>(awsOptions);
        this.maxBytesInFlight = options.get(KvsMediaSourceOptions.MAX_BYTES_IN_FLIGHT).getBytes();
        this.maxFragmentBytes =
                Math.toIntExact(options.get(KvsMediaSourceOptions.MAX_FRAGMENT_SIZE).getBytes());
        this.session = SessionConfig.from(options);
        this.policies =
                new PolicyConfig(
                        options.get(KvsMediaSourceOptions.LOST_POSITION),
                        options.get(KvsMediaSourceOptions.STREAM_NOT_FOUND),
                        options.get(KvsMediaSourceOptions.BAD_FRAGMENT),
                        options.get(KvsMediaSourceOptions.BAD_FRAGMENT_ATTEMPTS));
        this.rates = RateConfig.from(options);
        this.discovery = DiscoveryConfig.from(options);
        this.time =
                new TimeConfig(
                        options.get(KvsMediaSourceOptions.EVENT_TIME),
                        options.get(KvsMediaSourceOptions.IDLE_TIMEOUT));
    }

    /** Reads the options; {@link ConfigProblems} has checked them. */
    public static SourceConfig of(Map<String, String> awsOptions, ReadableConfig options) {
        return new SourceConfig(awsOptions, options);
    }

    /** Returns the {@code aws.*} options, secrets among them. */
    public Map<String, String> awsOptions() {
        return Map.copyOf(awsOptions);
    }

    public long maxBytesInFlight() {
        return maxBytesInFlight;
    }

    public int maxFragmentBytes() {
        return maxFragmentBytes;
    }

    public PolicyConfig policies() {
        return policies;
    }

    public SessionConfig session() {
        return session;
    }

    public RateConfig rates() {
        return rates;
    }

    public DiscoveryConfig discovery() {
        return discovery;
    }

    public TimeConfig time() {
        return time;
    }

    @Override
    public String toString() {
        return "SourceConfig{aws="
                + awsOptions.keySet()
                + ", maxBytesInFlight="
                + maxBytesInFlight
                + ", maxFragmentBytes="
                + maxFragmentBytes
                + ", session="
                + session
                + ", policies="
                + policies
                + ", rates="
                + rates
                + ", discovery="
                + discovery
                + ", time="
                + time
                + "}";
    }

    /**
     * What is done about errors that only the user can judge.
     *
     * @param lostPosition where a position cannot be served
     * @param streamNotFound where a stream does not exist
     * @param badFragment where a fragment cannot be read, or no records can be made of it
     * @param badFragmentAttempts after how many sessions a fragment is taken for unreadable
     */
    public record PolicyConfig(
            LostPositionPolicy lostPosition,
            StreamNotFoundPolicy streamNotFound,
            BadFragmentPolicy badFragment,
            int badFragmentAttempts)
            implements Serializable {

        /** Returns the same for streams that exist until the search says that they do not. */
        public PolicyConfig waitingForStreams() {
            return new PolicyConfig(
                    lostPosition, StreamNotFoundPolicy.WAIT, badFragment, badFragmentAttempts);
        }
    }

    /**
     * Event time.
     *
     * @param eventTime which of a fragment's times its records have
     * @param idleTimeout without news for so long, a stream is idle; zero for never
     */
    public record TimeConfig(EventTime eventTime, Duration idleTimeout) implements Serializable {}

    /**
     * How much a reader reads at most.
     *
     * @param maxBytesPerSecond infinite for no limit
     * @param maxFragmentsPerSecond infinite for no limit
     */
    public record RateConfig(double maxBytesPerSecond, double maxFragmentsPerSecond)
            implements Serializable {

        private static RateConfig from(ReadableConfig options) {
            return new RateConfig(
                    options.getOptional(KvsMediaSourceOptions.MAX_BYTES_PER_SECOND)
                            .map(size -> (double) size.getBytes())
                            .orElse(Double.POSITIVE_INFINITY),
                    options.getOptional(KvsMediaSourceOptions.MAX_FRAGMENTS_PER_SECOND)
                            .orElse(Double.POSITIVE_INFINITY));
        }
    }

    /**
     * When a session is given up, and when the next one is opened.
     *
     * @param silenceTimeout without a byte for so long, the session is renewed
     * @param connectTimeout without an answer for so long, the attempt has failed
     * @param pauseTimeout not read for so long, the session is closed until the stream goes on
     * @param initialBackoff the longest wait after a first failure
     * @param maxBackoff the longest wait at all
     * @param retryTimeout failing for so long fails the job
     * @param maxRelapses to begin to fail more often within the window fails the job
     * @param retryWindow the window
     */
    public record SessionConfig(
            Duration silenceTimeout,
            Duration connectTimeout,
            Duration pauseTimeout,
            Duration initialBackoff,
            Duration maxBackoff,
            Duration retryTimeout,
            int maxRelapses,
            Duration retryWindow)
            implements Serializable {

        private static SessionConfig from(ReadableConfig options) {
            return new SessionConfig(
                    options.get(KvsMediaSourceOptions.SESSION_SILENCE_TIMEOUT),
                    options.get(KvsMediaSourceOptions.SESSION_CONNECT_TIMEOUT),
                    options.get(KvsMediaSourceOptions.SESSION_PAUSE_TIMEOUT),
                    options.get(KvsMediaSourceOptions.RETRY_INITIAL_BACKOFF),
                    options.get(KvsMediaSourceOptions.RETRY_MAX_BACKOFF),
                    options.get(KvsMediaSourceOptions.RETRY_TIMEOUT),
                    options.get(KvsMediaSourceOptions.RETRY_MAX_PER_WINDOW),
                    options.get(KvsMediaSourceOptions.RETRY_WINDOW));
        }
    }

    /**
     * How streams are searched for.
     *
     * @param interval from one search to the next; zero for one search only
     * @param toleratedFailures how many searches in a row may fail
     * @param maxTagAge how long tags of streams are not asked for again
     * @param releaseAfter how long searches may miss a stream that is read; zero for ever
     */
    public record DiscoveryConfig(
            Duration interval, int toleratedFailures, Duration maxTagAge, Duration releaseAfter)
            implements Serializable {

        private static DiscoveryConfig from(ReadableConfig options) {
            return new DiscoveryConfig(
                    options.get(KvsMediaSourceOptions.DISCOVERY_INTERVAL),
                    options.get(KvsMediaSourceOptions.DISCOVERY_TOLERATED_FAILURES),
                    options.get(KvsMediaSourceOptions.DISCOVERY_TAGS_MAX_AGE),
                    options.get(KvsMediaSourceOptions.DISCOVERY_RELEASE_AFTER));
        }

        /** Returns whether streams are searched for more than once. */
        public boolean isRepeated() {
            return !interval.isZero();
        }

        /** Returns whether searches decide that a stream is gone. */
        public boolean isReleasing() {
            return isRepeated() && !releaseAfter.isZero();
        }
    }
}
