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

package io.github.flinkkvs.media.client;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;

import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class RegionResolverTest {

    private static final AwsOptions NOTHING = AwsOptions.of(Map.of());

    private final TestingSettings settings = new TestingSettings();

    @AfterEach
    void putBack() {
        settings.close();
    }

    @Test
    void theOptionComesFirst() {
        settings.environment("AWS_REGION", "us-west-2");

        assertThat(RegionResolver.resolve(AwsOptions.of(Map.of("aws.region", "eu-central-1"))))
                .isEqualTo(Region.EU_CENTRAL_1);
    }

    @Test
    void withoutAnOptionTheEnvironmentDecides() {
        settings.environment("AWS_REGION", "us-west-2");

        assertThat(RegionResolver.resolve(NOTHING)).isEqualTo(Region.US_WEST_2);
    }

    @Test
    void aSystemPropertyComesBeforeTheEnvironment() {
        settings.environment("AWS_REGION", "us-west-2").property("aws.region", "eu-west-1");

        assertThat(RegionResolver.resolve(NOTHING)).isEqualTo(Region.EU_WEST_1);
    }

    @Test
    void anEndpointOfTheUsersNeedsNoRegion() {
        AwsOptions options = AwsOptions.of(Map.of("aws.endpoint", "http://localhost:8080"));

        assertThat(RegionResolver.resolve(options)).isEqualTo(Region.US_EAST_1);
    }

    @Test
    void withoutRegionAndEndpointTheMessageSaysWhatToSet() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RegionResolver.resolve(NOTHING))
                .withMessageContaining("aws.region")
                .withMessageContaining("AWS_REGION");
    }

    @Test
    void aRegionThatIsNewerThanTheSdkIsAccepted() {
        assertThat(RegionResolver.resolve(AwsOptions.of(Map.of("aws.region", "moon-north-1"))))
                .isEqualTo(Region.of("moon-north-1"));
    }
}
