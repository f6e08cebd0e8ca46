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
import io.github.flinkkvs.media.model.FragmentNumber;
import io.github.flinkkvs.media.model.MediaFragment;
import io.github.flinkkvs.media.model.MediaFragmentTypeInfo;
import io.github.flinkkvs.media.source.deserializer.KvsMediaDeserializationSchema;
import io.github.flinkkvs.media.source.position.StartPosition;
import io.github.flinkkvs.media.source.position.StopPosition;

import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.util.InstantiationUtil;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class KvsMediaSourceBuilderTest {

    private static final String ARN =
            "arn:aws:kinesisvideo:eu-central-1:123456789012:stream/camera-2/1551924009774";

    private static final StartPosition AT_FRAGMENT =
            StartPosition.atFragment(FragmentNumber.of("42"), Instant.EPOCH);

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
                .withMessageContaining("stream twice is named twice")
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
                .withMessageContaining("named, and searched for")
                .withMessageContaining("begins with 'two words'")
                .withMessageContaining("source.discovery.interval must be positive")
                .withMessageContaining("source.discovery.tolerated-failures must not be negative");
    }

    @Test
    void aStreamThatIsNullIsAProblemAmongOthers() {
        KvsMediaSourceBuilder<MediaFragment> builder =
                valid().setStreams("camera-1", null).setRegion(null).setDeserializer(null);

        assertThatIllegalArgumentException()
                .isThrownBy(builder::build)
                .withMessageContaining("a stream is null")
                .withMessageContaining("aws.region")
                .withMessageContaining("setDeserializer");
    }

    @Test
    void aStreamByNameAndByArnIsTheSameStreamTwice() {
        KvsMediaSourceBuilder<MediaFragment> builder = valid().setStreams("camera-2", ARN);

        assertThatIllegalArgumentException()
                .isThrownBy(builder::build)
                .withMessageContaining("camera-2 is named twice");
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
