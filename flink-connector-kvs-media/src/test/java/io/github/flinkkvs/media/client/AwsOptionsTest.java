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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class AwsOptionsTest {

    private static final Map<String, String> KEYS =
            Map.of(
                    "aws.credentials.basic.accesskeyid", "AKIDEXAMPLE",
                    "aws.credentials.basic.secretkey", "s3cr3t");

    @ParameterizedTest
    @CsvSource({
        "aws.credentials.provider.basic.accesskeyid, aws.credentials.basic.accesskeyid",
        "aws.credentials.basic.accesskeyid, aws.credentials.basic.accesskeyid",
        "aws.credentials.provider.role.externalId, aws.credentials.role.externalId",
        "aws.credentials.role.externalId, aws.credentials.role.externalId",
        "aws.endpoint, aws.endpoint"
    })
    void bothSpellingsAreRead(String spelling, String key) {
        Map<String, String> options = new HashMap<>(KEYS);
        options.remove(key);
        options.put(spelling, "http://value");

        assertThat(AwsOptions.of(options).get(key)).contains("http://value");
    }

    @Test
    void bothSpellingsAtOnceAreAContradiction() {
        Map<String, String> options =
                Map.of(
                        "aws.credentials.profile.name", "one",
                        "aws.credentials.provider.profile.name", "one");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> AwsOptions.of(options))
                .withMessageContaining("profile.name' is set in both spellings");
    }

    @ParameterizedTest
    @CsvSource({
        "aws.reigon, aws.region",
        "aws.credentials.basic.secret-key, aws.credentials.basic.secretkey",
        "aws.credentials.provider.bsaic.secretkey, aws.credentials.provider.basic.secretkey",
        "aws.credentials.role.sessionname, aws.credentials.role.sessionName"
    })
    void theKeyThatWasMeantIsNamedInTheSpellingThatWasMeant(String written, String meant) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AwsOptions.of(Map.of(written, "eu-central-1")))
                .withMessageContaining(
                        "'" + written + "' is not an option; did you mean '" + meant + "'?");
    }

    @Test
    void aKeyUnlikeAnyOtherIsNamedWithTheKnownOnes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AwsOptions.of(Map.of("aws.http-client.max-concurrency", "10")))
                .withMessageContaining("known are aws.credentials.basic.accesskeyid, aws.")
                .withMessageContaining("aws.trust.all.certificates");
    }

    @ParameterizedTest
    @ValueSource(strings = {"EU_CENTRAL_1", "eu central 1", "eu-central-1.amazonaws.com"})
    void aRegionThatCannotBePartOfAHostIsRefused(String region) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AwsOptions.of(Map.of("aws.region", region)))
                .withMessageContaining("aws.region is '" + region + "'; it is the name");
    }

    @Test
    void aPasswordInAnAddressIsNotShown() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AwsOptions.of(Map.of("aws.endpoint", "https://me:s3cr3t@host")))
                .withMessageContaining("aws.endpoint is '***@host'")
                .satisfies(e -> assertThat(e).hasMessageNotContaining("s3cr3t"));
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = " ")
    void anOptionWithoutAValueIsRefused(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AwsOptions.of(Collections.singletonMap("aws.region", value)))
                .withMessageContaining("'aws.region' has no value");
    }

    @Test
    void withoutKeysCredentialsAreFoundByTheSdk() {
        assertThat(AwsOptions.of(Map.of()).credentialsSource()).isEqualTo(CredentialsSource.AUTO);
    }

    @Test
    void keysAloneMeanBasicCredentials() {
        assertThat(AwsOptions.of(KEYS).credentialsSource()).isEqualTo(CredentialsSource.BASIC);
    }

    @ParameterizedTest
    @EnumSource(
            value = CredentialsSource.class,
            names = {"AUTO", "ENV_VAR", "SYS_PROP", "PROFILE", "WEB_IDENTITY_TOKEN"})
    void aNamedProviderIsTakenInAnyCase(CredentialsSource source) {
        Map<String, String> options =
                Map.of("aws.credentials.provider", source.name().toLowerCase(Locale.ROOT));

        assertThat(AwsOptions.of(options).credentialsSource()).isEqualTo(source);
    }

    @Test
    void anUnknownProviderIsNamedWithTheKnownOnes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AwsOptions.of(Map.of("aws.credentials.provider", "MAGIC")))
                .withMessageContaining("'MAGIC'")
                .withMessageContaining("ASSUME_ROLE");
    }

    @ParameterizedTest
    @CsvSource({
        "BASIC, aws.credentials.basic.accesskeyid",
        "BASIC, aws.credentials.basic.secretkey",
        "ASSUME_ROLE, aws.credentials.role.arn",
        "CUSTOM, aws.credentials.custom.class"
    })
    void aProviderNeedsItsOptions(String provider, String key) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AwsOptions.of(Map.of("aws.credentials.provider", provider)))
                .withMessageContaining(provider + " credentials need " + key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"aws.credentials.basic.accesskeyid", "aws.credentials.basic.secretkey"})
    void halfOfAPairOfKeysIsRefused(String key) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AwsOptions.of(Map.of(key, "half")))
                .withMessageContaining("go together");
    }

    @Test
    void aRoleIsNotAssumedWithItself() {
        Map<String, String> options =
                Map.of(
                        "aws.credentials.provider", "ASSUME_ROLE",
                        "aws.credentials.role.arn", "arn:aws:iam::123456789012:role/reader",
                        "aws.credentials.role.provider", "ASSUME_ROLE");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> AwsOptions.of(options))
                .withMessageContaining("a role cannot be assumed with itself");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:8080", "ftp://host", "http://", "http://a b", "https://h/x"})
    void anEndpointThatIsNoAddressIsRefused(String endpoint) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AwsOptions.of(Map.of("aws.endpoint", endpoint)))
                .withMessageContaining("aws.endpoint is '" + endpoint + "'");
    }

    @Test
    void trustIsTrueOrFalse() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AwsOptions.of(Map.of("aws.trust.all.certificates", "yes")))
                .withMessageContaining("aws.trust.all.certificates is 'yes'");
    }

    @Test
    void theHttpClientIsOneOfTwo() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AwsOptions.of(Map.of("aws.http.client", "apache")))
                .withMessageContaining("aws.http.client is 'apache'; it is netty or crt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1 MiB", "0", "-2", "999", "4000000000"})
    void aReceiveBufferIsANumberOfBytes(String size) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AwsOptions.of(Map.of("aws.http.receive.buffer.bytes", size)))
                .withMessageContaining("aws.http.receive.buffer.bytes is '" + size + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1000", "65536", "999999999"})
    void aReceiveBufferMayBeSmallOrLargeOrLeftToTheSystem(String size) {
        assertThat(
                        AwsOptions.of(Map.of("aws.http.receive.buffer.bytes", size))
                                .get(AwsOptions.HTTP_RECEIVE_BUFFER_BYTES))
                .hasValue(size);
    }

    @Test
    void everyProblemIsNamedInOneMessage() {
        Map<String, String> options =
                Map.of(
                        "aws.reigon", "eu-central-1",
                        "aws.credentials.provider", "CUSTOM",
                        "aws.credentials.role.provider", "MAGIC",
                        "aws.credentials.basic.accesskeyid", "AKIDEXAMPLE");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> AwsOptions.of(options))
                .withMessageContaining("'aws.reigon'")
                .withMessageContaining("aws.credentials.custom.class")
                .withMessageContaining("'MAGIC'")
                .withMessageContaining("go together");
    }

    @Test
    void itsTextNamesKeysAndShowsNoValue() {
        assertThat(AwsOptions.of(KEYS).toString())
                .contains("aws.credentials.basic.accesskeyid", "aws.credentials.basic.secretkey")
                .doesNotContain("AKIDEXAMPLE", "s3cr3t");
    }

    @Test
    void noMessageShowsAKey() {
        Map<String, String> options = new HashMap<>(KEYS);
        options.put("aws.credentials.provider.basic.secretkey", "s3cr3t");
        options.put("aws.credentials.bsaic.secretkey", "s3cr3t");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> AwsOptions.of(options))
                .satisfies(e -> assertThat(e).hasMessageNotContainingAny("s3cr3t", "AKIDEXAMPLE"));
    }
}
