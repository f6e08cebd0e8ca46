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

import org.apache.flink.util.ExceptionUtils;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class CredentialsFactoryTest {

    private static final String ROLE = "arn:aws:iam::123456789012:role/reader";
    private static final AwsCredentials TEMPORARY =
            AwsSessionCredentials.create("ASIATEMPORARY", "temporary-secret", "temporary-token");

    private final TestingSettings settings = new TestingSettings();
    private ScriptedSts sts;

    @TempDir private Path directory;

    @BeforeEach
    void open() throws IOException {
        sts = new ScriptedSts();
    }

    @AfterEach
    void close() {
        sts.close();
        settings.close();
    }

    @Test
    void keysAmongTheOptionsAreTaken() {
        assertThat(
                        resolve(
                                "aws.credentials.basic.accesskeyid",
                                "id",
                                "aws.credentials.basic.secretkey",
                                "key"))
                .isEqualTo(AwsBasicCredentials.create("id", "key"));
    }

    @Test
    void aSessionTokenMakesThemTemporary() {
        assertThat(
                        resolve(
                                "aws.credentials.provider.basic.accesskeyid", "id",
                                "aws.credentials.provider.basic.secretkey", "key",
                                "aws.credentials.provider.basic.sessiontoken", "token"))
                .isEqualTo(AwsSessionCredentials.create("id", "key", "token"));
    }

    @Test
    void itsTextShowsNoSecret() {
        AwsOptions options =
                AwsOptions.of(
                        Map.of(
                                "aws.credentials.basic.accesskeyid", "id",
                                "aws.credentials.basic.secretkey", "s3cr3t",
                                "aws.credentials.basic.sessiontoken", "t0k3n"));

        assertThat(CredentialsFactory.create(options, Region.EU_CENTRAL_1).toString())
                .doesNotContain("s3cr3t", "t0k3n");
    }

    @Test
    void theEnvironmentIsReadWhereItIsNamed() {
        settings.environment("AWS_ACCESS_KEY_ID", "env-id")
                .environment("AWS_SECRET_ACCESS_KEY", "env-key")
                .property("aws.accessKeyId", "prop-id")
                .property("aws.secretAccessKey", "prop-key");

        assertThat(resolve("aws.credentials.provider", "ENV_VAR").accessKeyId())
                .isEqualTo("env-id");
    }

    @Test
    void systemPropertiesAreReadWhereTheyAreNamed() {
        settings.environment("AWS_ACCESS_KEY_ID", "env-id")
                .environment("AWS_SECRET_ACCESS_KEY", "env-key")
                .property("aws.accessKeyId", "prop-id")
                .property("aws.secretAccessKey", "prop-key");

        assertThat(resolve("aws.credentials.provider", "SYS_PROP").accessKeyId())
                .isEqualTo("prop-id");
    }

    @Test
    void withoutAnyOptionTheSdkLooksInItsUsualPlaces() {
        settings.environment("AWS_ACCESS_KEY_ID", "env-id")
                .environment("AWS_SECRET_ACCESS_KEY", "env-key");

        assertThat(resolve().accessKeyId()).isEqualTo("env-id");
    }

    @Test
    void aProfileIsReadFromItsFile() throws IOException {
        String file = profiles();

        assertThat(
                        resolve(
                                "aws.credentials.provider", "PROFILE",
                                "aws.credentials.profile.path", file,
                                "aws.credentials.profile.name", "cameras"))
                .extracting(AwsCredentials::accessKeyId)
                .isEqualTo("camera-id");
    }

    @Test
    void withoutANameTheDefaultProfileIsRead() throws IOException {
        String file = profiles();

        assertThat(
                        resolve(
                                "aws.credentials.provider",
                                "PROFILE",
                                "aws.credentials.profile.path",
                                file))
                .extracting(AwsCredentials::accessKeyId)
                .isEqualTo("default-id");
    }

    @Test
    void aProfileThatIsNotThereIsNamed() throws IOException {
        String file = profiles();

        assertThatExceptionOfType(SdkException.class)
                .isThrownBy(
                        () ->
                                resolve(
                                        "aws.credentials.provider", "PROFILE",
                                        "aws.credentials.profile.path", file,
                                        "aws.credentials.profile.name", "nobody"))
                .withMessageContaining("nobody");
    }

    @Test
    void aProfileFileThatIsNotThereIsNamed() {
        String file = directory.resolve("missing").toString();

        assertThatIllegalStateException()
                .isThrownBy(
                        () ->
                                resolve(
                                        "aws.credentials.provider",
                                        "PROFILE",
                                        "aws.credentials.profile.path",
                                        file))
                .withMessageContaining(file);
    }

    @Test
    void aClassOfTheUsersIsMade() {
        assertThat(
                        resolve(
                                "aws.credentials.provider",
                                "CUSTOM",
                                "aws.credentials.custom.class",
                                Custom.class.getName()))
                .isEqualTo(AwsBasicCredentials.create("custom-id", "custom-key"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no.such.Class",
                "java.lang.String",
                "io.github.flinkkvs.media.client.CredentialsFactoryTest$Hidden",
                "io.github.flinkkvs.media.client.CredentialsFactoryTest$Failing"
            })
    void aClassThatCannotBeUsedIsNamedWithTheReason(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                resolve(
                                        "aws.credentials.provider",
                                        "CUSTOM",
                                        "aws.credentials.custom.class",
                                        name))
                .withMessageContaining("aws.credentials.custom.class=" + name)
                .withMessageContaining("public constructor")
                .havingCause();
    }

    @Test
    void aRoleIsAssumedWithTheKeysGiven() {
        AwsCredentials credentials =
                resolve(
                        "aws.credentials.provider", "ASSUME_ROLE",
                        "aws.credentials.role.arn", ROLE,
                        "aws.credentials.role.sessionName", "cameras",
                        "aws.credentials.role.externalId", "tenant-7",
                        "aws.credentials.role.stsEndpoint", sts.endpoint(),
                        "aws.credentials.basic.accesskeyid", "id",
                        "aws.credentials.basic.secretkey", "key");

        assertThat(credentials)
                .usingRecursiveComparison()
                .comparingOnlyFields("accessKeyId", "secretAccessKey", "sessionToken")
                .isEqualTo(TEMPORARY);
        assertThat(sts.requests()).hasSize(1);
        assertThat(sts.requests().get(0).form())
                .containsEntry("Action", "AssumeRole")
                .containsEntry("RoleArn", ROLE)
                .containsEntry("RoleSessionName", "cameras")
                .containsEntry("ExternalId", "tenant-7");
        assertThat(sts.requests().get(0).authorization())
                .contains("Credential=id/", "/eu-central-1/sts/");
    }

    @Test
    void aRoleIsAssumedWithTheProviderNamed() {
        settings.environment("AWS_ACCESS_KEY_ID", "env-id")
                .environment("AWS_SECRET_ACCESS_KEY", "env-key");

        resolve(
                "aws.credentials.provider", "ASSUME_ROLE",
                "aws.credentials.role.arn", ROLE,
                "aws.credentials.role.provider", "ENV_VAR",
                "aws.credentials.role.stsEndpoint", sts.endpoint(),
                "aws.credentials.basic.accesskeyid", "id",
                "aws.credentials.basic.secretkey", "key");

        assertThat(sts.requests().get(0).authorization()).contains("Credential=env-id/");
        assertThat(sts.requests().get(0).form())
                .containsEntry("RoleSessionName", "flink-connector-kvs-media")
                .doesNotContainKey("ExternalId");
    }

    @Test
    void aRoleThatMayNotBeAssumedShowsNoSecret() {
        sts.refuse();

        assertThatExceptionOfType(SdkException.class)
                .isThrownBy(
                        () ->
                                resolve(
                                        "aws.credentials.provider", "ASSUME_ROLE",
                                        "aws.credentials.role.arn", ROLE,
                                        "aws.credentials.role.stsEndpoint", sts.endpoint(),
                                        "aws.credentials.basic.accesskeyid", "id",
                                        "aws.credentials.basic.secretkey", "s3cr3t"))
                .withMessageContaining("may not assume the role")
                .satisfies(
                        e ->
                                assertThat(ExceptionUtils.stringifyException(e))
                                        .doesNotContain("s3cr3t"));
    }

    @Test
    void aWebIdentityIsExchangedForARole() throws IOException {
        String token = Files.writeString(directory.resolve("token"), "w3b-t0k3n").toString();

        AwsCredentials credentials =
                resolve(
                        "aws.credentials.provider",
                        "WEB_IDENTITY_TOKEN",
                        "aws.credentials.role.arn",
                        ROLE,
                        "aws.credentials.role.sessionName",
                        "cameras",
                        "aws.credentials.webIdentityToken.file",
                        token,
                        "aws.credentials.role.stsEndpoint",
                        sts.endpoint());

        assertThat(credentials.accessKeyId()).isEqualTo("ASIATEMPORARY");
        assertThat(sts.requests().get(0).form())
                .containsEntry("Action", "AssumeRoleWithWebIdentity")
                .containsEntry("RoleArn", ROLE)
                .containsEntry("RoleSessionName", "cameras")
                .containsEntry("WebIdentityToken", "w3b-t0k3n");
        assertThat(sts.requests().get(0).authorization()).isNull();
    }

    @Test
    void aWebIdentityIsFoundWhereKubernetesPutsIt() throws IOException {
        String token = Files.writeString(directory.resolve("token"), "w3b-t0k3n").toString();
        settings.environment("AWS_WEB_IDENTITY_TOKEN_FILE", token)
                .environment("AWS_ROLE_ARN", ROLE);

        resolve(
                "aws.credentials.provider",
                "WEB_IDENTITY_TOKEN",
                "aws.credentials.role.stsEndpoint",
                sts.endpoint());

        assertThat(sts.requests().get(0).form())
                .containsEntry("RoleArn", ROLE)
                .containsEntry("WebIdentityToken", "w3b-t0k3n");
    }

    @Test
    void aWebIdentityThatIsNowhereFailsWhenItIsNeeded() {
        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(
                        () ->
                                resolve(
                                        "aws.credentials.provider",
                                        "WEB_IDENTITY_TOKEN",
                                        "aws.credentials.role.stsEndpoint",
                                        sts.endpoint()))
                .withMessageContaining("AWS_WEB_IDENTITY_TOKEN_FILE");
    }

    private String profiles() throws IOException {
        Path file = directory.resolve("credentials");
        Files.writeString(
                file,
                """
                [default]
                aws_access_key_id = default-id
                aws_secret_access_key = default-key

                [cameras]
                aws_access_key_id = camera-id
                aws_secret_access_key = camera-key
                """);
        return file.toString();
    }

    private static AwsCredentials resolve(String... keysAndValues) {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            options.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        try (ManagedCredentials credentials =
                CredentialsFactory.create(AwsOptions.of(options), Region.EU_CENTRAL_1)) {
            return credentials.provider().resolveCredentials();
        }
    }

    /** A provider of the user's. */
    public static final class Custom implements AwsCredentialsProvider {
        @Override
        public AwsCredentials resolveCredentials() {
            return AwsBasicCredentials.create("custom-id", "custom-key");
        }
    }

    /** A provider that nobody may make. */
    public static final class Hidden implements AwsCredentialsProvider {
        private Hidden() {}

        @Override
        public AwsCredentials resolveCredentials() {
            throw new UnsupportedOperationException();
        }
    }

    /** A provider that cannot be made. */
    public static final class Failing implements AwsCredentialsProvider {
        public Failing() {
            throw new IllegalStateException("not today");
        }

        @Override
        public AwsCredentials resolveCredentials() {
            throw new UnsupportedOperationException();
        }
    }
}
