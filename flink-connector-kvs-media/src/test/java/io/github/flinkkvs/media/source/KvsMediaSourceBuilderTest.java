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
import io.github.flinkkvs.media.model.BadFragment;
import io.github.flinkkvs.media.model.FragmentNumber;
import io.github.flinkkvs.media.model.MediaFragment;
import io.github.flinkkvs.media.model.MediaFragmentTypeInfo;
import io.github.flinkkvs.media.source.config.KvsMediaSourceOptions;
import io.github.flinkkvs.media.source.deserializer.BadFragments;
import io.github.flinkkvs.media.source.deserializer.KvsMediaDeserializationSchema;
import io.github.flinkkvs.media.source.deserializer.RecordOutput;
import io.github.flinkkvs.media.source.position.BadFragmentPolicy;
import io.github.flinkkvs.media.source.position.StartPosition;
import io.github.flinkkvs.media.source.position.StopPosition;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.types.Either;
import org.apache.flink.util.InstantiationUtil;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class KvsMediaSourceBuilderTest {

    private static final String ARN =
            "arn:aws:kinesisvideo:eu-central-1:123456789012:stream/camera-2/1551924009774";

    private static final StartPosition AT_FRAGMENT =
            StartPosition.atFragment(FragmentNumber.of("42"), Instant.EPOCH);

    @Test
    void emittingBadFragmentsNeedsADeserializerThatTakesThem() {
        KvsMediaSourceBuilder<MediaFragment> refusing =
                KvsMediaSource.<MediaFragment>builder()
                        .setStreams("camera-1")
                        .setDeserializer(KvsMediaDeserializationSchema.fragments())
                        .setOption(KvsMediaSourceOptions.BAD_FRAGMENT, BadFragmentPolicy.EMIT);

        assertThatThrownBy(refusing::build)
                .hasMessageContaining("source.bad-fragment is EMIT")
                .hasMessageContaining("BadFragments.beside");

        KvsMediaSource.<Either<MediaFragment, BadFragment>>builder()
                .setStreams("camera-1")
                .setDeserializer(BadFragments.beside(KvsMediaDeserializationSchema.fragments()))
                .setOption(KvsMediaSourceOptions.BAD_FRAGMENT, BadFragmentPolicy.EMIT)
                .build();
    }

    @Test
    void aFragmentIsTriedAtLeastOnce() {
        KvsMediaSourceBuilder<MediaFragment> builder =
                KvsMediaSource.<MediaFragment>builder()
                        .setStreams("camera-1")
                        .setDeserializer(KvsMediaDeserializationSchema.fragments())
                        .setOption(KvsMediaSourceOptions.BAD_FRAGMENT_ATTEMPTS, 0);

        assertThatThrownBy(builder::build)
                .hasMessageContaining("source.bad-fragment.attempts must be positive");
    }

    @Test
    void streamsAndADeserializerAreEnough() {
        KvsMediaSource<MediaFragment> source = valid().build();

        assertThat(source.getBoundedness()).isEqualTo(Boundedness.CONTINUOUS_UNBOUNDED);
        assertThat(source.getProducedType()).isSameAs(MediaFragmentTypeInfo.INSTANCE);
    }

    @Test
    void streamsAreGivenByNameOrArnOneByOneOrAsAList() {
        valid().setStreams("camera-1", ARN).build();
        valid().setStreams(List.of("camera-1", ARN)).build();
    }

    @Test
    void theLastStreamsThatWereSetAreMeant() {
        valid().setStreams("no stream").setStreams("camera-1").build();
    }

    @Test
    void anEndMakesItBounded() {
        StopPosition stop = StopPosition.serverTimestamp(Instant.parse("2026-03-01T10:00:00Z"));

        assertThat(valid().setStopPosition(stop).build().getBoundedness())
                .isEqualTo(Boundedness.BOUNDED);
    }

    static Stream<Arguments> startsBehindTheStop() {
        Instant ten = Instant.parse("2026-03-01T10:00:00Z");
        Instant later = ten.plusMillis(1);
        FragmentNumber second = FragmentNumber.of("2");
        FragmentNumber third = FragmentNumber.of("3");
        return Stream.of(
                arguments(StartPosition.serverTimestamp(later), StopPosition.serverTimestamp(ten)),
                arguments(
                        StartPosition.atFragment(third, later), StopPosition.serverTimestamp(ten)),
                arguments(
                        StartPosition.producerTimestamp(later),
                        StopPosition.producerTimestamp(ten)),
                arguments(StartPosition.afterFragment(third), StopPosition.afterFragment(second)),
                arguments(
                        StartPosition.atFragment(third, ten), StopPosition.afterFragment(second)));
    }

    @ParameterizedTest
    @MethodSource("startsBehindTheStop")
    void aStartBehindTheStopIsRefused(StartPosition start, StopPosition stop) {
        assertThatThrownBy(valid().setStartPosition(start).setStopPosition(stop)::build)
                .hasMessageContaining("the start position, " + start)
                .hasMessageContaining("behind the stop position, " + stop);
        assertThatThrownBy(valid().setStartPosition("camera-1", start).setStopPosition(stop)::build)
                .hasMessageContaining("the start of camera-1, " + start);
    }

    static Stream<Arguments> startsNotBehindTheStop() {
        Instant ten = Instant.parse("2026-03-01T10:00:00Z");
        FragmentNumber third = FragmentNumber.of("3");
        return Stream.of(
                arguments(StartPosition.serverTimestamp(ten), StopPosition.serverTimestamp(ten)),
                arguments(StartPosition.serverTimestamp(ten), StopPosition.now()),
                arguments(
                        StartPosition.serverTimestamp(ten.plusSeconds(1)),
                        StopPosition.producerTimestamp(ten)),
                arguments(StartPosition.afterFragment(third), StopPosition.afterFragment(third)),
                arguments(StartPosition.atFragment(third, ten), StopPosition.afterFragment(third)),
                arguments(StartPosition.earliest(), StopPosition.serverTimestamp(ten)));
    }

    @ParameterizedTest
    @MethodSource("startsNotBehindTheStop")
    void aStartThatIsNotBehindTheStopIsTaken(StartPosition start, StopPosition stop) {
        valid().setStartPosition(start).setStopPosition(stop).build();
    }

    @Test
    void everyProblemIsNamedInOneMessage() {
        KvsMediaSourceBuilder<MediaFragment> builder =
                KvsMediaSource.<MediaFragment>builder()
                        .setStreams("two words", "twice", "twice")
                        .setAwsOption("aws.reigon", "eu-central-1")
                        .setAwsOption("aws.credentials.provider", "BASIC")
                        .setOption(KvsMediaSourceOptions.MAX_FRAGMENT_SIZE, MemorySize.ZERO)
                        .setOption(KvsMediaSourceOptions.RETRY_TIMEOUT, Duration.ZERO);

        assertThatIllegalArgumentException()
                .isThrownBy(builder::build)
                .withMessageContaining("'two words'")
                .withMessageContaining("names stream twice twice")
                .withMessageContaining("setDeserializer")
                .withMessageContaining("'aws.reigon'")
                .withMessageContaining("aws.credentials.basic.accesskeyid")
                .withMessageContaining("source.fragment.max-size must be positive")
                .withMessageContaining("source.retry.timeout must be positive");
    }

    @Test
    void withoutStreamsThereIsNoSource() {
        KvsMediaSourceBuilder<MediaFragment> builder = valid().setStreams();

        assertThatIllegalArgumentException()
                .isThrownBy(builder::build)
                .withMessageContaining("setStreams");
    }

    @Test
    void streamsMayBeSearchedForInsteadOfNamed() {
        searching().setStreamNamePrefix("cam-").build();
        searching().setStreamNamePattern(Pattern.compile("cam-[0-9]+")).build();
        searching().setStreamTags(Map.of("room", "hall")).build();
        searching()
                .setStreamNamePrefix("cam-")
                .setStreamNamePattern(Pattern.compile("cam-[0-9]+"))
                .setStreamTags(Map.of("room", "hall"))
                .setOption(KvsMediaSourceOptions.DISCOVERY_INTERVAL, Duration.ZERO)
                .build();
    }

    @Test
    void everyProblemOfTheSearchIsNamedInOneMessage() {
        KvsMediaSourceBuilder<MediaFragment> builder =
                valid().setStreamNamePrefix("two words")
                        .setOption(KvsMediaSourceOptions.DISCOVERY_INTERVAL, Duration.ofDays(-1))
                        .setOption(KvsMediaSourceOptions.DISCOVERY_TOLERATED_FAILURES, -1);

        assertThatIllegalArgumentException()
                .isThrownBy(builder::build)
                .withMessageContaining("are named by setStreams, and searched for")
                .withMessageContaining("'two words', which no stream's name begins with")
                .withMessageContaining("source.discovery.interval must be positive")
                .withMessageContaining("source.discovery.tolerated-failures must not be negative");
    }

    @Test
    void aStreamThatIsNullIsAProblemAmongOthers() {
        KvsMediaSourceBuilder<MediaFragment> builder =
                valid().setStreams("camera-1", null).setRegion(null).setDeserializer(null);

        assertThatIllegalArgumentException()
                .isThrownBy(builder::build)
                .withMessageContaining("null among the names")
                .withMessageContaining("aws.region")
                .withMessageContaining("setDeserializer");
    }

    @Test
    void aStreamByNameAndByArnIsTheSameStreamTwice() {
        KvsMediaSourceBuilder<MediaFragment> builder = valid().setStreams("camera-2", ARN);

        assertThatIllegalArgumentException()
                .isThrownBy(builder::build)
                .withMessageContaining("names stream camera-2 twice");
    }

    @Test
    void aStreamMayHaveAStartOfItsOwn() {
        valid().setStreams("camera-1", ARN)
                .setStartPosition("camera-1", StartPosition.earliest())
                .setStartPosition(ARN, AT_FRAGMENT)
                .build();
        valid().setStreams(ARN).setStartPosition("camera-2", AT_FRAGMENT).build();
        searching()
                .setStreamNamePrefix("cam-")
                .setStartPosition("any", StartPosition.earliest())
                .build();
    }

    @Test
    void everyStartThatCannotBeIsAProblemAmongOthers() {
        StartPosition timeless = StartPosition.atFragment(FragmentNumber.of("42"));
        KvsMediaSourceBuilder<MediaFragment> builder =
                valid().setStreams("camera-1", ARN)
                        .setStartPosition(timeless)
                        .setStartPosition("camera-1", timeless)
                        .setStartPosition("camera-2", AT_FRAGMENT)
                        .setStartPosition(ARN, AT_FRAGMENT)
                        .setStartPosition(ARN.replace("1551924009774", "1"), AT_FRAGMENT)
                        .setStartPosition("camera-3", StartPosition.earliest())
                        .setStartPosition("two words", StartPosition.earliest());

        assertThatIllegalArgumentException()
                .isThrownBy(builder::build)
                .withMessageContaining("the start position: the number 42")
                .withMessageContaining("the start of camera-1: the number 42")
                .withMessageContaining("camera-2 has two start positions")
                .withMessageContaining("camera-2/1 has a start position, but is not read")
                .withMessageContaining("camera-3 has a start position, but is not read")
                .withMessageContaining("'two words'");
    }

    @Test
    void aFragmentLargerThanAnArrayIsRefused() {
        KvsMediaSourceBuilder<MediaFragment> builder =
                valid().setOption(
                                KvsMediaSourceOptions.MAX_FRAGMENT_SIZE,
                                MemorySize.parse("2147483647 b"));

        assertThatIllegalArgumentException()
                .isThrownBy(builder::build)
                .withMessageContaining("source.fragment.max-size must be below 2 GB");
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE, 400L * 365 * 24 * 3600})
    void aTimeBeyondWhatTheClockCountsIsRefused(long seconds) {
        KvsMediaSourceBuilder<MediaFragment> builder =
                valid().setOption(KvsMediaSourceOptions.RETRY_TIMEOUT, Duration.ofSeconds(seconds));

        assertThatIllegalArgumentException()
                .isThrownBy(builder::build)
                .withMessageContaining("source.retry.timeout must be at most");
    }

    @Test
    void aFirstWaitAboveTheLongestIsRefused() {
        KvsMediaSourceBuilder<MediaFragment> builder =
                valid().setOption(
                                KvsMediaSourceOptions.RETRY_INITIAL_BACKOFF,
                                Duration.ofSeconds(20));

        assertThatIllegalArgumentException()
                .isThrownBy(builder::build)
                .withMessageContaining("source.retry.initial-backoff")
                .withMessageContaining("source.retry.max-backoff");
    }

    @Test
    void noMessageShowsASecret() {
        KvsMediaSourceBuilder<MediaFragment> builder =
                valid().setAwsOption("aws.credentials.basic.secretkey", "s3cr3t")
                        .setAwsOption("aws.credentials.basic.sessiontoken", "t0k3n")
                        .setAwsOption("aws.credentials.bsaic.secretkey", "s3cr3t");

        assertThatIllegalArgumentException()
                .isThrownBy(builder::build)
                .satisfies(e -> assertThat(e).hasMessageNotContainingAny("s3cr3t", "t0k3n"));
    }

    @Test
    void anOptionThatIsNotOneOfTheSourceIsRefused() {
        ConfigOption<String> misspelt =
                ConfigOptions.key("source.retry.timout").stringType().noDefaultValue();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> valid().setOption(misspelt, "5 min").build())
                .withMessageContaining(
                        "'source.retry.timout' is not an option of the source; did you mean"
                                + " 'source.retry.timeout'?");
    }

    @Test
    void anAwsOptionIsNoneOfTheSourceAndItsValueIsNotShown() {
        ConfigOption<String> secret =
                ConfigOptions.key("aws.credentials.basic.secretkey").stringType().noDefaultValue();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> valid().setOption(secret, "s3cr3t").build())
                .withMessageContaining(
                        "'aws.credentials.basic.secretkey' is set with setOption: set it with"
                                + " setAwsOption")
                .satisfies(e -> assertThat(e).hasMessageNotContaining("s3cr3t"));
    }

    @Test
    void optionsMayComeAsProperties() {
        Properties properties = new Properties();
        properties.setProperty("source.retry.timeout", "3 min");
        properties.setProperty("source.lost-position", "earliest");
        properties.setProperty("source.fragment.max-size", "8 mb");
        properties.setProperty("aws.region", "eu-central-1");
        properties.setProperty("aws.credentials.provider", "ENV_VAR");

        valid().setProperties(properties).build();
        valid().setProperties(new Properties(properties)).build();
    }

    @Test
    void everyPropertyThatIsWrongIsNamedInOneMessage() {
        Properties properties = new Properties();
        properties.setProperty("source.retry.timeout", "soon");
        properties.setProperty("source.fragment.max-size", "8 apples");
        properties.setProperty("source.lost-position", "LATEST");
        properties.setProperty("source.discovery.tolerated-failures", "three");
        properties.setProperty("source.retry.max-backof", "1 s");
        properties.setProperty("aws.credentials.basic.acceskeyid", "AKIDEXAMPLE");
        properties.setProperty("credentials.basic.secretkey", "s3cr3t");
        properties.put("source.session.connect-timeout", List.of(1, 2));

        assertThatIllegalArgumentException()
                .isThrownBy(valid().setProperties(properties)::build)
                .withMessageContainingAll(
                        "'soon' for key 'source.retry.timeout'",
                        "'8 apples' for key 'source.fragment.max-size'",
                        "'LATEST' for key 'source.lost-position'",
                        "Expected one of: [[FAIL, EARLIEST, NOW]]",
                        "'three' for key 'source.discovery.tolerated-failures'",
                        "did you mean 'source.retry.max-backoff'?",
                        "did you mean 'aws.credentials.basic.accesskeyid'?",
                        "did you mean 'aws.credentials.basic.secretkey'?",
                        "'[1, 2]' for key 'source.session.connect-timeout'")
                .satisfies(e -> assertThat(e).hasMessageNotContainingAny("s3cr3t", "AKIDEXAMPLE"));
    }

    @Test
    void whatIsSetLaterWins() {
        Properties wrong = new Properties();
        wrong.setProperty("source.retry.timeout", "soon");
        wrong.setProperty("aws.region", "NOWHERE");

        valid().setProperties(wrong)
                .setRegion("eu-central-1")
                .setOption(KvsMediaSourceOptions.RETRY_TIMEOUT, Duration.ofMinutes(1))
                .build();
    }

    @Test
    void nullIsAProblemAmongOthers() {
        KvsMediaSourceBuilder<MediaFragment> builder =
                valid().setStreams((List<String>) null)
                        .setStreamNamePrefix(null)
                        .setStreamNamePattern(null)
                        .setStreamTags(null)
                        .setStartPosition(null)
                        .setStopPosition(null)
                        .setSplitAssigner(null)
                        .setOption(KvsMediaSourceOptions.RETRY_TIMEOUT, null);

        assertThatIllegalArgumentException()
                .isThrownBy(builder::build)
                .withMessageContainingAll(
                        "setStreams was given null: give it a value, or leave it out",
                        "setStreamNamePrefix was given null",
                        "setStreamNamePattern was given null",
                        "setStreamTags was given null",
                        "setStartPosition was given null",
                        "setStopPosition was given null",
                        "setSplitAssigner was given null",
                        "source.retry.timeout was given null");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                valid().setStartPosition(null)
                                        .setStartPosition(StartPosition.earliest())
                                        .setStreams("two words")
                                        .build())
                .satisfies(e -> assertThat(e).hasMessageNotContaining("was given null"));
    }

    @Test
    void aTagNeedsAKeyAndAValue() {
        Map<String, String> tags = new HashMap<>();
        tags.put("room", null);
        tags.put(null, "hall");

        assertThatIllegalArgumentException()
                .isThrownBy(searching().setStreamTags(tags)::build)
                .withMessageContaining("setStreamTags was given a tag without a key or a value");
    }

    @Test
    void whatCannotBeSentToTheClusterIsRefused() {
        Thread notSerializable = Thread.currentThread();
        KvsMediaSourceBuilder<String> builder =
                KvsMediaSource.<String>builder()
                        .setStreams("camera-1")
                        .setDeserializer(new NotSerializable())
                        .setSplitAssigner((stream, context) -> notSerializable.getPriority());

        assertThatIllegalArgumentException()
                .isThrownBy(builder::build)
                .withMessageContainingAll(
                        "setDeserializer was given what cannot be sent to the cluster, a "
                                + NotSerializable.class.getName(),
                        "setSplitAssigner was given what cannot be sent to the cluster",
                        "java.io.NotSerializableException: java.lang.Thread");
    }

    private static final class NotSerializable implements KvsMediaDeserializationSchema<String> {

        private static final long serialVersionUID = 1L;

        @SuppressWarnings({"serial", "unused"}) // the mistake that is to be found
        private final Thread thread = Thread.currentThread();

        @Override
        public void deserialize(MediaFragment fragment, RecordOutput<String> out) {}

        @Override
        public TypeInformation<String> getProducedType() {
            return Types.STRING;
        }
    }

    @Test
    void theSourceSurvivesTheWayToTheCluster() throws Exception {
        KvsMediaSource<MediaFragment> source =
                valid().setStreams("camera-1", ARN)
                        .setStopPosition(
                                StopPosition.serverTimestamp(Instant.parse("2026-03-01T10:00:00Z")))
                        .setRegion("eu-central-1")
                        .setEndpoint("http://localhost:8080")
                        .setAwsOption(AwsOptions.CREDENTIALS_PROVIDER, "ENV_VAR")
                        .setOption(
                                KvsMediaSourceOptions.MAX_BYTES_IN_FLIGHT,
                                MemorySize.ofMebiBytes(16))
                        .build();

        KvsMediaSource<MediaFragment> arrived = InstantiationUtil.clone(source);

        assertThat(arrived.getBoundedness()).isEqualTo(Boundedness.BOUNDED);
        assertThat(arrived.getProducedType()).isEqualTo(source.getProducedType());
    }

    @Test
    void theBuilderIsNotTheSource() {
        KvsMediaSourceBuilder<MediaFragment> builder = valid();
        KvsMediaSource<MediaFragment> source = builder.build();

        builder.setStopPosition(StopPosition.serverTimestamp(Instant.EPOCH));

        assertThat(source.getBoundedness()).isEqualTo(Boundedness.CONTINUOUS_UNBOUNDED);
    }

    private static KvsMediaSourceBuilder<MediaFragment> searching() {
        return KvsMediaSource.<MediaFragment>builder()
                .setDeserializer(KvsMediaDeserializationSchema.fragments());
    }

    private static KvsMediaSourceBuilder<MediaFragment> valid() {
        return KvsMediaSource.<MediaFragment>builder()
                .setStreams("camera-1")
                .setDeserializer(KvsMediaDeserializationSchema.fragments());
    }
}
