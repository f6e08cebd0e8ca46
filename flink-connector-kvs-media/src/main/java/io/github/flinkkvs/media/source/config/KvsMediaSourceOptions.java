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

import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.MemorySize;

import java.time.Duration;
import java.util.List;

/** The options of the source, beside the {@code aws.*} ones. */
@PublicEvolving
public final class KvsMediaSourceOptions {

    /** Bound of what a reader holds between socket and operator. */
    public static final ConfigOption<MemorySize> MAX_BYTES_IN_FLIGHT =
            ConfigOptions.key("source.reader.max-bytes-in-flight")
                    .memoryType()
                    .defaultValue(MemorySize.ofMebiBytes(128))
                    .withDescription(
                            "How many bytes of complete fragments a reader (a parallel instance of"
                                    + " the source) holds that the job has not yet taken. Above it no"
                                    + " session begins another fragment, and its socket is not read."
                                    + " Fragments that have begun still complete.");

    /** Bound of what a reader takes from the network. */
    public static final ConfigOption<MemorySize> MAX_BYTES_PER_SECOND =
            ConfigOptions.key("source.reader.max-bytes-per-second")
                    .memoryType()
                    .noDefaultValue()
                    .withDescription(
                            "How many bytes a reader reads in a second at most, all its streams"
                                    + " together. Without it, as many as come. A fragment that has begun"
                                    + " is read at once; the next begins once the rate allows.");

    /** Bound of what a reader gives to the job. */
    public static final ConfigOption<Double> MAX_FRAGMENTS_PER_SECOND =
            ConfigOptions.key("source.reader.max-fragments-per-second")
                    .doubleType()
                    .noDefaultValue()
                    .withDescription(
                            "How many fragments a reader reads in a second at most, all its streams"
                                    + " together; may be below 1. Without it, as many as come.");

    /** Bound of one fragment. */
    public static final ConfigOption<MemorySize> MAX_FRAGMENT_SIZE =
            ConfigOptions.key("source.fragment.max-size")
                    .memoryType()
                    .defaultValue(MemorySize.ofMebiBytes(64))
                    .withDescription(
                            "The largest fragment that is accepted. The service takes fragments of"
                                    + " up to 50 MB. A larger one is a bad fragment, see"
                                    + " source.bad-fragment.");

    /** How long a session may be silent. */
    public static final ConfigOption<Duration> SESSION_SILENCE_TIMEOUT =
            ConfigOptions.key("source.session.silence-timeout")
                    .durationType()
                    .defaultValue(Duration.ofSeconds(60))
                    .withDescription(
                            "After how long without a byte a session is closed and opened anew"
                                    + " behind the last complete fragment. This is no failure: a camera"
                                    + " may be silent, or the connection dead.");

    /** How long a request may wait for its answer. */
    public static final ConfigOption<Duration> SESSION_CONNECT_TIMEOUT =
            ConfigOptions.key("source.session.connect-timeout")
                    .durationType()
                    .defaultValue(Duration.ofSeconds(30))
                    .withDescription(
                            "How long GetDataEndpoint and GetMedia may take to answer before the"
                                    + " attempt counts as failed.");

    /** How long a session may be held back. */
    public static final ConfigOption<Duration> SESSION_PAUSE_TIMEOUT =
            ConfigOptions.key("source.session.pause-timeout")
                    .durationType()
                    .defaultValue(Duration.ofMinutes(1))
                    .withDescription(
                            "After how long a session is closed that is not read, since watermark"
                                    + " alignment has paused its stream or the job does not take what"
                                    + " is there. It is opened anew behind the last complete fragment"
                                    + " when the stream goes on. This is no failure.");

    /** When a stream that says nothing holds the watermark no more. */
    public static final ConfigOption<Duration> IDLE_TIMEOUT =
            ConfigOptions.key("source.idle-timeout")
                    .durationType()
                    .defaultValue(Duration.ofSeconds(30))
                    .withDescription(
                            "After how long without news a stream at the live edge is idle: it does"
                                    + " not hold back the watermark until more of it arrives. What is"
                                    + " held back by the job is not idle. With 0 streams are never"
                                    + " idle by themselves.");

    /** Which time records have. */
    public static final ConfigOption<EventTime> EVENT_TIME =
            ConfigOptions.key("source.event-time")
                    .enumType(EventTime.class)
                    .defaultValue(EventTime.PRODUCER_TIMESTAMP)
                    .withDescription(
                            "Which of a fragment's times is the event time of its records: when the"
                                    + " producer recorded it, or when the service began to receive"
                                    + " it. A deserializer may give each record a time of its own.");

    /** First wait after a failure. */
    public static final ConfigOption<Duration> RETRY_INITIAL_BACKOFF =
            ConfigOptions.key("source.retry.initial-backoff")
                    .durationType()
                    .defaultValue(Duration.ofMillis(250))
                    .withDescription(
                            "The longest wait after a first failure; doubled after each further"
                                    + " one. The wait is drawn at random up to it.");

    /** Longest wait after a failure. */
    public static final ConfigOption<Duration> RETRY_MAX_BACKOFF =
            ConfigOptions.key("source.retry.max-backoff")
                    .durationType()
                    .defaultValue(Duration.ofSeconds(10))
                    .withDescription("The longest wait between two attempts.");

    /** When to give up. */
    public static final ConfigOption<Duration> RETRY_TIMEOUT =
            ConfigOptions.key("source.retry.timeout")
                    .durationType()
                    .defaultValue(Duration.ofMinutes(10))
                    .withDescription(
                            "How long a stream's attempts may fail one after the other before the"
                                    + " job fails with the last error.");

    /** How often to begin anew. */
    public static final ConfigOption<Integer> RETRY_MAX_PER_WINDOW =
            ConfigOptions.key("source.retry.max-per-window")
                    .intType()
                    .defaultValue(100)
                    .withDescription(
                            "How often a stream may recover and fail again within"
                                    + " source.retry.window; once more fails the job with the last"
                                    + " error. Failures in a row count once. Sessions that end or break"
                                    + " after the service accepted them do not count.");

    /** The time in which it is counted how often a stream fails. */
    public static final ConfigOption<Duration> RETRY_WINDOW =
            ConfigOptions.key("source.retry.window")
                    .durationType()
                    .defaultValue(Duration.ofHours(1))
                    .withDescription("The time for which source.retry.max-per-window holds.");

    /** What to do without a position. */
    public static final ConfigOption<LostPositionPolicy> LOST_POSITION =
            ConfigOptions.key("source.lost-position")
                    .enumType(LostPositionPolicy.class)
                    .defaultValue(LostPositionPolicy.FAIL)
                    .withDescription(
                            "What to do when the service can no longer serve a stream's position,"
                                    + " for example since it is older than the retention: fail the job,"
                                    + " go on with the earliest fragment that is stored, or with what"
                                    + " arrives from now on. Logged and counted each time.");

    /** What to do without a stream. */
    public static final ConfigOption<StreamNotFoundPolicy> STREAM_NOT_FOUND =
            ConfigOptions.key("source.stream-not-found")
                    .enumType(StreamNotFoundPolicy.class)
                    .defaultValue(StreamNotFoundPolicy.FAIL)
                    .withDescription(
                            "What to do when a stream does not exist, or not any more: fail the"
                                    + " job, finish the stream, or wait for it however long it takes."
                                    + " Streams that are searched for again and again are always waited"
                                    + " for, until source.discovery.release-after is over; if that is"
                                    + " 0, this holds for them, too.");

    /** What to do with a fragment that is no good. */
    public static final ConfigOption<BadFragmentPolicy> BAD_FRAGMENT =
            ConfigOptions.key("source.bad-fragment")
                    .enumType(BadFragmentPolicy.class)
                    .defaultValue(BadFragmentPolicy.FAIL)
                    .withDescription(
                            "What to do with a fragment that cannot be read, is too large, or that"
                                    + " the deserializer throws at: fail the job, skip it, or emit it as"
                                    + " a BadFragment with its bytes and the reason. Logged and counted"
                                    + " each time.");

    /** When a fragment is taken for unreadable. */
    public static final ConfigOption<Integer> BAD_FRAGMENT_ATTEMPTS =
            ConfigOptions.key("source.bad-fragment.attempts")
                    .intType()
                    .defaultValue(3)
                    .withDescription(
                            "How many sessions in a row must fail to read the same fragment before"
                                    + " it is taken for bad.");

    /** How often streams are searched for. */
    public static final ConfigOption<Duration> DISCOVERY_INTERVAL =
            ConfigOptions.key("source.discovery.interval")
                    .durationType()
                    .defaultValue(Duration.ofMinutes(5))
                    .withDescription(
                            "How long after a search for streams the next one begins, where streams"
                                    + " are given by prefix, pattern or tags. With 0, and with a stop"
                                    + " position, they are searched for once, when the job starts or is"
                                    + " restored.");

    /** How often the search may fail. */
    public static final ConfigOption<Integer> DISCOVERY_TOLERATED_FAILURES =
            ConfigOptions.key("source.discovery.tolerated-failures")
                    .intType()
                    .defaultValue(3)
                    .withDescription(
                            "How many searches for streams may fail in a row; one more fails the"
                                    + " job. The first search is repeated after seconds, any other"
                                    + " after the interval. What is being read goes on meanwhile.");

    /** How long tags are believed. */
    public static final ConfigOption<Duration> DISCOVERY_TAGS_MAX_AGE =
            ConfigOptions.key("source.discovery.tags.max-age")
                    .durationType()
                    .defaultValue(Duration.ofMinutes(30))
                    .withDescription(
                            "After how long the tags of a stream are asked for again, where streams"
                                    + " are given by tags. It takes a call for each stream, of which 16"
                                    + " are made a second; prefix and pattern are looked at first.");

    /** When streams are given up. */
    public static final ConfigOption<Duration> DISCOVERY_RELEASE_AFTER =
            ConfigOptions.key("source.discovery.release-after")
                    .durationType()
                    .defaultValue(Duration.ofHours(1))
                    .withDescription(
                            "How long searches for streams may miss one that is read, for example"
                                    + " since it has been deleted or lost its tags, before it is"
                                    + " released: its session ends, its metrics and its state are"
                                    + " dropped. Counted anew when the job is restored; 0 for never.");

    private KvsMediaSourceOptions() {}

    /** Returns all options, for checks and for the documentation. */
    public static List<ConfigOption<?>> all() {
        return List.of(
                MAX_BYTES_IN_FLIGHT,
                MAX_BYTES_PER_SECOND,
                MAX_FRAGMENTS_PER_SECOND,
                MAX_FRAGMENT_SIZE,
                SESSION_SILENCE_TIMEOUT,
                SESSION_CONNECT_TIMEOUT,
                SESSION_PAUSE_TIMEOUT,
                IDLE_TIMEOUT,
                EVENT_TIME,
                RETRY_INITIAL_BACKOFF,
                RETRY_MAX_BACKOFF,
                RETRY_TIMEOUT,
                RETRY_MAX_PER_WINDOW,
                RETRY_WINDOW,
                LOST_POSITION,
                STREAM_NOT_FOUND,
                BAD_FRAGMENT,
                BAD_FRAGMENT_ATTEMPTS,
                DISCOVERY_INTERVAL,
                DISCOVERY_TOLERATED_FAILURES,
                DISCOVERY_TAGS_MAX_AGE,
                DISCOVERY_RELEASE_AFTER);
    }
}
