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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
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
    private final Map<String, String> tags = new TreeMap<>();
    private final Map<String, String> awsOptions = new TreeMap<>();
    private final Configuration options = new Configuration();
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
        streams.addAll(namesOrArns);
        return this;
    }

    /**
     * Reads all streams whose name begins so; with a pattern or tags, those that match these, too.
     * They are searched for again and again, see {@link KvsMediaSourceOptions#DISCOVERY_INTERVAL}.
     *
     * @return this builder
     */
    public KvsMediaSourceBuilder<OUT> setStreamNamePrefix(String prefix) {
        this.namePrefix = Objects.requireNonNull(prefix, "prefix");
        return this;
    }

    /**
     * Reads all streams whose whole name matches; with a prefix or tags, those that match these,
     * too. A prefix makes the search shorter, since the service itself looks at it.
     *
     * @return this builder
     */
    public KvsMediaSourceBuilder<OUT> setStreamNamePattern(Pattern pattern) {
        this.namePattern = Objects.requireNonNull(pattern, "pattern");
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
        this.tags.putAll(tags);
        return this;
    }

    /**
     * Sets where a stream is read from that has no saved position; {@link StartPosition#now()} by
     * default.
     *
     * @return this builder
     */
    public KvsMediaSourceBuilder<OUT> setStartPosition(StartPosition start) {
        this.start = Objects.requireNonNull(start, "start");
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
        ownStarts.put(
                Objects.requireNonNull(stream, "stream"), Objects.requireNonNull(start, "start"));
        return this;
    }

    /**
     * Sets where reading ends; {@link StopPosition#never()} by default. With an end the source is
     * bounded: the job finishes, and may run in batch mode.
     *
     * @return this builder
     */
    public KvsMediaSourceBuilder<OUT> setStopPosition(StopPosition stop) {
        this.stop = Objects.requireNonNull(stop, "stop");
        return this;
    }

    /**
     * Sets which reader gets which stream; {@link KvsMediaSplitAssigner#leastLoaded()} by default.
     *
     * @return this builder
     */
    public KvsMediaSourceBuilder<OUT> setSplitAssigner(KvsMediaSplitAssigner assigner) {
        this.assigner = Objects.requireNonNull(assigner, "assigner");
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
        options.set(option, value);
        return this;
    }

    /**
     * Makes the source.
     *
     * @throws IllegalArgumentException naming all that is wrong
     */
    public KvsMediaSource<OUT> build() {
        ConfigProblems problems = new ConfigProblems();
        StreamSubscription subscription = checkedSubscription(problems);
        if (deserializer == null) {
            problems.add(
                    "no deserializer: call setDeserializer, for example with"
                            + " KvsMediaDeserializationSchema.fragments()");
        }
        Map<String, StartPosition> startsByName = checkedStarts(subscription, problems);
        problems.checkAws(awsOptions);
        problems.check(options);
        problems.throwIfAny();
        return new KvsMediaSource<>(
                new StreamSelection(subscription, start, startsByName, stop),
                SourceConfig.of(awsOptions, options),
                assigner,
                deserializer);
    }

    private StreamSubscription checkedSubscription(ConfigProblems problems) {
        boolean isDiscovered = !namePrefix.isEmpty() || namePattern != null || !tags.isEmpty();
        if (!isDiscovered) {
            return StreamSubscription.named(checkedStreams(problems));
        }
        if (!streams.isEmpty()) {
            problems.add("streams are named, and searched for by prefix, pattern or tags: do one");
        }
        if (!namePrefix.matches("[a-zA-Z0-9_.-]{0,256}")) {
            problems.add("no stream's name begins with '" + namePrefix + "'");
        }
        if (tags.containsValue(null)) {
            problems.add("a stream tag has no value");
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
            problems.add("a stream is null");
        }
        for (String stream : streams.stream().filter(Objects::nonNull).toList()) {
            try {
                StreamId id = StreamId.of(stream);
                ids.add(id);
                if (!names.add(id.name())) {
                    problems.add("stream " + id.name() + " is named twice");
                }
            } catch (IllegalArgumentException e) {
                problems.add(e.getMessage());
            }
        }
        return ids;
    }

    private Map<String, StartPosition> checkedStarts(
            StreamSubscription subscription, ConfigProblems problems) {
        Map<String, StartPosition> byName = new TreeMap<>();
        start.problem().ifPresent(problem -> problems.add("the start position: " + problem));
        ownStarts.forEach(
                (stream, own) -> {
                    own.problem().ifPresent(p -> problems.add("the start of " + stream + ": " + p));
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
