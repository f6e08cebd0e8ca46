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

import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.util.InstantiationUtil;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class SourceConfigTest {

    private static final Map<String, String> AWS =
            Map.of(
                    "aws.region", "eu-central-1",
                    "aws.credentials.basic.accesskeyid", "AKIDEXAMPLE",
                    "aws.credentials.basic.secretkey", "s3cr3t",
                    "aws.credentials.basic.sessiontoken", "t0k3n");

    @Test
    void theDefaultsAreThoseOfTheOptions() {
        SourceConfig config = SourceConfig.of(Map.of(), new Configuration());

        assertThat(config.maxBytesInFlight()).isEqualTo(128L << 20);
        assertThat(config.maxFragmentBytes()).isEqualTo(64 << 20);
        assertThat(config.session())
                .isEqualTo(
                        new SourceConfig.SessionConfig(
                                Duration.ofSeconds(60),
                                Duration.ofSeconds(30),
                                Duration.ofMinutes(1),
                                Duration.ofMillis(250),
                                Duration.ofSeconds(10),
                                Duration.ofMinutes(10),
                                100,
                                Duration.ofHours(1)));
    }

    @Test
    void whatIsSetIsRead() {
        Configuration options = new Configuration();
        options.set(KvsMediaSourceOptions.MAX_BYTES_IN_FLIGHT, MemorySize.parse("5 gb"));
        options.set(KvsMediaSourceOptions.SESSION_SILENCE_TIMEOUT, Duration.ofSeconds(7));

        SourceConfig config = SourceConfig.of(AWS, options);

        assertThat(config.maxBytesInFlight()).isEqualTo(5L << 30);
        assertThat(config.session().silenceTimeout()).isEqualTo(Duration.ofSeconds(7));
        assertThat(config.awsOptions()).isEqualTo(AWS);
    }

    @Test
    void streamsAreReleasedUnlessThatOrTheSearchIsSwitchedOff() {
        assertThat(isReleasing(KvsMediaSourceOptions.DISCOVERY_INTERVAL, Duration.ofDays(1)))
                .isTrue();
        assertThat(isReleasing(KvsMediaSourceOptions.DISCOVERY_INTERVAL, Duration.ZERO)).isFalse();
        assertThat(isReleasing(KvsMediaSourceOptions.DISCOVERY_RELEASE_AFTER, Duration.ZERO))
                .isFalse();
    }

    private static boolean isReleasing(ConfigOption<Duration> option, Duration value) {
        Configuration options = new Configuration();
        options.set(option, value);
        return SourceConfig.of(Map.of(), options).discovery().isReleasing();
    }

    @Test
    void laterChangesOfTheOptionsAreNotSeen() {
        Configuration options = new Configuration();
        SourceConfig config = SourceConfig.of(Map.of(), options);

        options.set(KvsMediaSourceOptions.MAX_FRAGMENT_SIZE, MemorySize.parse("1 kb"));

        assertThat(config.maxFragmentBytes()).isEqualTo(64 << 20);
    }

    @Test
    void itsTextNamesTheAwsOptionsAndShowsNoValue() {
        assertThat(SourceConfig.of(AWS, new Configuration()).toString())
                .contains("aws.credentials.basic.secretkey", "maxBytesInFlight=134217728")
                .doesNotContain("s3cr3t", "t0k3n", "AKIDEXAMPLE");
    }

    @Test
    void itSurvivesTheWayToTheCluster() throws Exception {
        SourceConfig config = SourceConfig.of(AWS, new Configuration());

        SourceConfig arrived = InstantiationUtil.clone(config);

        assertThat(arrived.awsOptions()).isEqualTo(AWS);
        assertThat(arrived.session()).isEqualTo(config.session());
    }
}
