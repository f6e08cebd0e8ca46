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

import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.auth.credentials.SystemPropertyCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.StsClientBuilder;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.services.sts.auth.StsWebIdentityTokenFileCredentialsProvider;
import software.amazon.awssdk.utils.SdkAutoCloseable;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Makes the credentials that the {@code aws.*} options ask for. */
final class CredentialsFactory {

    private static final String DEFAULT_ROLE_SESSION_NAME = "flink-connector-kvs-media";

    /** Shorter than what a session may take to open, so that it is STS that is blamed. */
    private static final Duration STS_TIMEOUT = Duration.ofSeconds(10);

    private final AwsOptions options;
    private final Region region;
    private final List<SdkAutoCloseable> resources = new ArrayList<>();

    private CredentialsFactory(AwsOptions options, Region region) {
        this.options = options;
        this.region = region;
    }

    static ManagedCredentials create(AwsOptions options, Region region) {
        CredentialsFactory factory = new CredentialsFactory(options, region);
        AwsCredentialsProvider provider = factory.provider(options.credentialsSource());
        return new ManagedCredentials(provider, List.copyOf(factory.resources));
    }

    private AwsCredentialsProvider provider(CredentialsSource source) {
        switch (source) {
            case ENV_VAR:
                return EnvironmentVariableCredentialsProvider.create();
            case SYS_PROP:
                return SystemPropertyCredentialsProvider.create();
            case PROFILE:
                return closedLater(profile());
            case BASIC:
                return StaticCredentialsProvider.create(basic());
            case ASSUME_ROLE:
                return closedLater(assumedRole());
            case WEB_IDENTITY_TOKEN:
                return closedLater(webIdentity());
            case CUSTOM:
                return CustomCredentials.load(options);
            case AUTO:
            default:
                // The SDK's shared default provider must not be closed under other clients.
                return closedLater(DefaultCredentialsProvider.builder().build());
        }
    }

    private <T extends SdkAutoCloseable> T closedLater(T resource) {
        resources.add(0, resource);
        return resource;
    }

    private ProfileCredentialsProvider profile() {
        ProfileCredentialsProvider.Builder builder = ProfileCredentialsProvider.builder();
        options.get(AwsOptions.PROFILE_NAME).ifPresent(builder::profileName);
        options.get(AwsOptions.PROFILE_PATH)
                .map(
                        path ->
                                ProfileFile.builder()
                                        .content(Path.of(path))
                                        .type(ProfileFile.Type.CREDENTIALS)
                                        .build())
                .ifPresent(builder::profileFile);
        return builder.build();
    }

    private AwsCredentials basic() {
        String accessKey = options.require(AwsOptions.ACCESS_KEY_ID);
        String secretKey = options.require(AwsOptions.SECRET_KEY);
        return options.get(AwsOptions.SESSION_TOKEN)
                .<AwsCredentials>map(
                        token -> AwsSessionCredentials.create(accessKey, secretKey, token))
                .orElseGet(() -> AwsBasicCredentials.create(accessKey, secretKey));
    }

    private StsAssumeRoleCredentialsProvider assumedRole() {
        AwsCredentialsProvider base = provider(options.roleCredentialsSource());
        return StsAssumeRoleCredentialsProvider.builder()
                .stsClient(stsClient(base))
                .refreshRequest(
                        request -> {
                            request.roleArn(options.require(AwsOptions.ROLE_ARN));
                            request.roleSessionName(roleSessionName());
                            options.get(AwsOptions.ROLE_EXTERNAL_ID).ifPresent(request::externalId);
                        })
                .build();
    }

    private StsClient stsClient(AwsCredentialsProvider base) {
        // Named here and not found on the class path, where a relocated jar would miss it.
        SdkHttpClient http =
                closedLater(
                        UrlConnectionHttpClient.builder()
                                .connectionTimeout(STS_TIMEOUT)
                                .socketTimeout(STS_TIMEOUT)
                                .build());
        StsClientBuilder builder =
                StsClient.builder()
                        .httpClient(http)
                        .region(region)
                        .credentialsProvider(base)
                        // Whoever needs the credentials tries again, and waits with a free thread.
                        .overrideConfiguration(c -> c.retryStrategy(AwsRetryStrategy.doNotRetry()));
        options.get(AwsOptions.ROLE_STS_ENDPOINT)
                .map(URI::create)
                .ifPresent(builder::endpointOverride);
        return closedLater(builder.build());
    }

    private StsWebIdentityTokenFileCredentialsProvider webIdentity() {
        StsWebIdentityTokenFileCredentialsProvider.Builder builder =
                StsWebIdentityTokenFileCredentialsProvider.builder()
                        .stsClient(stsClient(AnonymousCredentialsProvider.create()))
                        .roleSessionName(roleSessionName());
        options.get(AwsOptions.ROLE_ARN).ifPresent(builder::roleArn);
        options.get(AwsOptions.WEB_IDENTITY_TOKEN_FILE)
                .map(Path::of)
                .ifPresent(builder::webIdentityTokenFile);
        return builder.build();
    }

    private String roleSessionName() {
        return options.get(AwsOptions.ROLE_SESSION_NAME).orElse(DEFAULT_ROLE_SESSION_NAME);
    }
}
