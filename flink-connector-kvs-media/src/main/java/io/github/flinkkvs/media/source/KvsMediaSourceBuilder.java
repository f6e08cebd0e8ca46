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

package io.github.flinkkvs.media.source;

import io.github.flinkkvs.media.client.AwsOptions;
import io.github.flinkkvs.media.model.StreamId;
import io.github.flinkkvs.media.source.config.ConfigProblems;
import io.github.flinkkvs.media.source.config.KvsMediaSourceOptions;
import io.github.flinkkvs.media.source.config.Serializability;
import io.github.flinkkvs.media.source.config.SourceConfig;
import io.github.flinkkvs.media.source.deserializer.KvsMediaDeserializationSchema;
import io.github.flinkkvs.media.source.enumerator.KvsMediaSplitAssigner;
import io.github.flinkkvs.media.source.position.StartPosition;
import io.github.flinkkvs.media.source.position.StopPosition;
import io.github.flinkkvs.media.source.split.StreamSelection;
import io.github.flinkkvs.media.source.subscriber.StreamSubscription;

import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;

import javax.annotation.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Sets up a {@link KvsMediaSource}. All checks are made in {@link #build()}, which names every
 * problem in one message.
 *
 * @param <OUT> the type of the records
 */
@PublicEvolving
public final class KvsMediaSourceBuilder<OUT> {

    private final List<String> streams = new ArrayList<>();
    private final Map<String, String> tags = new HashMap<>();
    private final Map<String, String> awsOptions = new TreeMap<>();
    private final Configuration options = new Configuration();

    /** The setters that were last given null, and the options. */
    private final Set<String> givenNull = new TreeSet<>();

    private StartPosition start = StartPosition.now();
    private final Map<String, StartPosition> ownStarts = new TreeMap<>();
    private StopPosition stop = StopPosition.never();
    private String namePrefix = "";
    @Nullable private Pattern namePattern;
    private KvsMediaSplitAssigner assigner = KvsMediaSplitAssigner.leastLoaded();
    @Nullable private KvsMediaDeserializationSchema<OUT> deserializer;

    KvsMediaSourceBuilder() {}

    /**
     * Sets the streams, each by name or ARN. These are required, or a prefix, pattern or tags.
     *
     * @return this builder
     */
    public KvsMediaSourceBuilder<OUT> setStreams(String... namesOrArns) {
        return setStreams(Arrays.asList(namesOrArns));
    }

    /**
     * Sets the streams, each by name or ARN. These are required, or a prefix, pattern or tags.
     *
     * @return this builder
     */
    public KvsMediaSourceBuilder<OUT> setStreams(List<String> namesOrArns) {
        streams.clear();
        streams.addAll(notNull("setStreams", namesOrArns, List.of()));
        return this;
    }

    /**
     * Reads all streams whose name begins so; with a pattern or tags, those that match these, too.
     * They are searched for again and again, see {@link KvsMediaSourceOptions#DISCOVERY_INTERVAL}.
     *
     * @return this builder
     */
    public KvsMediaSourceBuilder<OUT> setStreamNamePrefix(String prefix) {
        this.namePrefix = notNull("setStreamNamePrefix", prefix, "");
        return this;
    }

    /**
     * Reads all streams whose whole name matches; with a prefix or tags, those that match these,
     * too. A prefix makes the search shorter, since the service itself looks at it.
     *
     * @return this builder
     */
    public KvsMediaSourceBuilder<OUT> setStreamNamePattern(Pattern pattern) {
        this.namePattern = notNull("setStreamNamePattern", pattern, null);
        return this;
    }

    /**
     * Reads all streams that have all these tags, which are those of the stream, not those of its
     * fragments; with a prefix or pattern, those that match these, too.
     *
     * @return this builder
     */
    public KvsMediaSourceBuilder<OUT> setStreamTags(Map<String, String> tags) {
        this.tags.clear();
        this.tags.putAll(notNull("setStreamTags", tags, Map.of()));
        return this;
    }

    /**
     * Sets where a stream is read from that has no saved position; {@link StartPosition#now()} by
     * default.
     *
     * @return this builder
     */
    public KvsMediaSourceBuilder<OUT> setStartPosition(StartPosition start) {
        this.start = notNull("setStartPosition", start, this.start);
        return this;
    }

    /**
     * Sets where one stream is read from that has no saved position, instead of where the others
     * are.
     *
     * @param stream its name or ARN; one of those that are set, or any where they are searched for
     * @return this builder
     */
    public KvsMediaSourceBuilder<OUT> setStartPosition(String stream, StartPosition start) {
        if (stream == null || start == null) {
            givenNull.add("setStartPosition of a stream");
        } else {
            ownStarts.put(stream, start);
        }
        return this;
    }

    /**
     * Sets where reading ends; {@link StopPosition#never()} by default. With an end the source is
     * bounded: the job finishes, and may run in batch mode.
     *
     * @return this builder
     */
    public KvsMediaSourceBuilder<OUT> setStopPosition(StopPosition stop) {
        this.stop = notNull("setStopPosition", stop, this.stop);
        return this;
    }

    /**
     * Sets which reader gets which stream; {@link KvsMediaSplitAssigner#leastLoaded()} by default.
     *
     * @return this builder
     */
    public KvsMediaSourceBuilder<OUT> setSplitAssigner(KvsMediaSplitAssigner assigner) {
        this.assigner = notNull("setSplitAssigner", assigner, this.assigner);
        return this;
    }

    /**
     * Sets what makes records of fragments. Required.
     *
     * @return this builder
     */
    public KvsMediaSourceBuilder<OUT> setDeserializer(
            KvsMediaDeserializationSchema<OUT> deserializer) {
        this.deserializer = deserializer;
        return this;
    }

    /**
     * Sets the AWS region ({@value AwsOptions#REGION}); by default what the AWS SDK finds.
     *
     * @return this builder
     */
    public KvsMediaSourceBuilder<OUT> setRegion(String region) {
        return setAwsOption(AwsOptions.REGION, region);
    }

    /**
     * Sets the address of the control plane ({@value AwsOptions#ENDPOINT}), for an emulator or a
     * private network; by default the region's.
     *
     * @return this builder
     */
    public KvsMediaSourceBuilder<OUT> setEndpoint(String endpoint) {
        return setAwsOption(AwsOptions.ENDPOINT, endpoint);
    }

    /**
     * Sets one of the {@code aws.*} options, see {@link AwsOptions}.
     *
     * @return this builder
     */
    public KvsMediaSourceBuilder<OUT> setAwsOption(String key, String value) {
        awsOptions.put(key, value);
        return this;
    }

    /**
     * Sets one of {@link KvsMediaSourceOptions}.
     *
     * @return this builder
     */
    public <T> KvsMediaSourceBuilder<OUT> setOption(ConfigOption<T> option, T value) {
        if (notNull(option.key(), value, null) != null) {
            options.set(option, value);
        }
        return this;
    }

    /**
     * Sets the options of {@link KvsMediaSourceOptions} and of {@link AwsOptions} by their keys, as
     * they stand in a properties file or in a property group of a managed Flink application. There
     * must be no others among them. What is set later wins, by this method or any other.
     *
     * @return this builder
     */
    public KvsMediaSourceBuilder<OUT> setProperties(Properties properties) {
        for (String key : properties.stringPropertyNames()) {
            set(key, properties.getProperty(key));
        }
        properties.forEach((key, value) -> set(String.valueOf(key), String.valueOf(value)));
        return this;
    }

    private void set(String key, String value) {
        if (key.startsWith("aws.")) {
            setAwsOption(key, value);
        } else {
            options.setString(key, notNull(key, value, ""));
        }
    }

    /** Null is a mistake like others, to be named with them. */
    @Nullable
    private <T> T notNull(String name, @Nullable T given, @Nullable T otherwise) {
        if (given == null) {
            givenNull.add(name);
            return otherwise;
        }
        givenNull.remove(name);
        return given;
    }

    /**
     * Makes the source.
     *
     * @throws IllegalArgumentException naming all that is wrong
     */
    public KvsMediaSource<OUT> build() {
        ConfigProblems problems = new ConfigProblems();
        givenNull.forEach(
                name -> problems.add(name + " was given null: give it a value, or leave it out"));
        StreamSubscription subscription = checkedSubscription(problems);
        checkParts(problems);
        Map<String, StartPosition> startsByName = checkedStarts(subscription, problems);
        problems.checkAws(awsOptions);
        problems.check(options, deserializer != null && !deserializer.acceptsBadFragments());
        problems.throwIfAny();
        return new KvsMediaSource<>(
                new StreamSelection(subscription, start, startsByName, stop),
                SourceConfig.of(awsOptions, options),
                assigner,
                deserializer);
    }

    private void checkParts(ConfigProblems problems) {
        if (deserializer == null) {
            problems.add(
                    "no deserializer: call setDeserializer, for example with"
                            + " KvsMediaDeserializationSchema.fragments()");
        }
        Serializability.problemOf("setDeserializer", deserializer).ifPresent(problems::add);
        Serializability.problemOf("setSplitAssigner", assigner).ifPresent(problems::add);
    }

    private StreamSubscription checkedSubscription(ConfigProblems problems) {
        boolean isDiscovered = !namePrefix.isEmpty() || namePattern != null || !tags.isEmpty();
        if (!isDiscovered) {
            return StreamSubscription.named(checkedStreams(problems));
        }
        if (!streams.isEmpty()) {
            problems.add(
                    "streams are named by setStreams, and searched for by setStreamNamePrefix,"
                            + " setStreamNamePattern or setStreamTags: do one");
        }
        if (!namePrefix.matches("[a-zA-Z0-9_.-]{0,256}")) {
            problems.add(
                    "setStreamNamePrefix was given '"
                            + namePrefix
                            + "', which no stream's name begins with: names have letters, digits,"
                            + " '_', '.' and '-', at most 256");
        }
        if (tags.containsKey(null) || tags.containsValue(null)) {
            problems.add("setStreamTags was given a tag without a key or a value: give it both");
            return StreamSubscription.matching(namePrefix, namePattern, Map.of());
        }
        return StreamSubscription.matching(namePrefix, namePattern, tags);
    }

    private List<StreamId> checkedStreams(ConfigProblems problems) {
        List<StreamId> ids = new ArrayList<>();
        Set<String> names = new HashSet<>();
        if (streams.isEmpty()) {
            problems.add(
                    "no stream: call setStreams with names or ARNs, or setStreamNamePrefix,"
                            + " setStreamNamePattern or setStreamTags");
        }
        if (streams.contains(null)) {
            problems.add("setStreams was given null among the names: leave it out");
        }
        for (String stream : streams.stream().filter(Objects::nonNull).toList()) {
            try {
                StreamId id = StreamId.of(stream);
                ids.add(id);
                if (!names.add(id.name())) {
                    problems.add("setStreams names stream " + id.name() + " twice: leave one out");
                }
            } catch (IllegalArgumentException e) {
                problems.add("setStreams: " + e.getMessage());
            }
        }
        return ids;
    }

    private Map<String, StartPosition> checkedStarts(
            StreamSubscription subscription, ConfigProblems problems) {
        Map<String, StartPosition> byName = new TreeMap<>();
        start.problem().ifPresent(problem -> problems.add("the start position: " + problem));
        problems.checkOrder("the start position", start, stop);
        ownStarts.forEach(
                (stream, own) -> {
                    own.problem().ifPresent(p -> problems.add("the start of " + stream + ": " + p));
                    problems.checkOrder("the start of " + stream, own, stop);
                    try {
                        StreamId id = StreamId.of(stream);
                        if (!isRead(id, subscription)) {
                            problems.add(stream + " has a start position, but is not read");
                        }
                        if (byName.put(id.name(), own) != null) {
                            problems.add(stream + " has two start positions");
                        }
                    } catch (IllegalArgumentException e) {
                        problems.add(e.getMessage());
                    }
                });
        return byName;
    }

    /** An ARN is one stream, also among those that have had its name. */
    private static boolean isRead(StreamId stream, StreamSubscription subscription) {
        return subscription.isDiscovered()
                || subscription
                        .present(stream)
                        .filter(
                                read ->
                                        read.arn().isEmpty()
                                                || stream.arn().isEmpty()
                                                || read.equals(stream))
                        .isPresent();
    }
}
