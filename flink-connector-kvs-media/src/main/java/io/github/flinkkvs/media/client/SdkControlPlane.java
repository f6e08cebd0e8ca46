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

import io.github.flinkkvs.media.client.CallLimits.Operation;
import io.github.flinkkvs.media.model.StreamId;

import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.IdentityProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesisvideo.KinesisVideoAsyncClient;
import software.amazon.awssdk.services.kinesisvideo.KinesisVideoAsyncClientBuilder;
import software.amazon.awssdk.services.kinesisvideo.model.APIName;
import software.amazon.awssdk.services.kinesisvideo.model.ComparisonOperator;
import software.amazon.awssdk.services.kinesisvideo.model.DescribeStreamResponse;
import software.amazon.awssdk.services.kinesisvideo.model.GetDataEndpointResponse;
import software.amazon.awssdk.services.kinesisvideo.model.ListStreamsResponse;
import software.amazon.awssdk.services.kinesisvideo.model.ListTagsForStreamResponse;
import software.amazon.awssdk.services.kinesisvideo.model.StreamInfo;
import software.amazon.awssdk.services.kinesisvideo.model.StreamNameCondition;

import javax.annotation.Nullable;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Collectors;

/** The calls that name, describe and locate streams. Thread-safe; futures fail classified. */
final class SdkControlPlane implements AutoCloseable {

    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(10);

    private final KinesisVideoAsyncClient sdk;
    private final PacedCalls calls;
    private final BackgroundCredentials credentials;

    SdkControlPlane(
            Optional<URI> endpoint,
            Region region,
            BackgroundCredentials credentials,
            SdkAsyncHttpClient http,
            ScheduledExecutorService timers,
            PacedCalls calls) {
        this.calls = calls;
        this.credentials = credentials;
        KinesisVideoAsyncClientBuilder builder =
                KinesisVideoAsyncClient.builder()
                        .region(region)
                        .credentialsProvider(credentials)
                        .httpClient(http)
                        .overrideConfiguration(
                                // Its retries would be calls beyond the limits that we keep.
                                c ->
                                        c.retryStrategy(AwsRetryStrategy.doNotRetry())
                                                .apiCallTimeout(CALL_TIMEOUT)
                                                .apiCallAttemptTimeout(ATTEMPT_TIMEOUT)
                                                .scheduledExecutorService(timers));
        endpoint.ifPresent(builder::endpointOverride);
        sdk = builder.build();
    }

    CompletableFuture<StreamPage> listStreams(
            Optional<String> namePrefix, Optional<String> nextToken) {
        StreamNameCondition condition = namePrefix.map(SdkControlPlane::beginsWith).orElse(null);
        return calls.patiently(
                Operation.LIST_STREAMS,
                "",
                () ->
                        SdkErrors.classified(
                                ServiceCall.control("ListStreams"),
                                credentials
                                        .with(with -> listStreams(condition, nextToken, with))
                                        .thenApply(SdkControlPlane::page)));
    }

    private CompletableFuture<ListStreamsResponse> listStreams(
            StreamNameCondition condition,
            Optional<String> nextToken,
            IdentityProvider<AwsCredentialsIdentity> with) {
        return sdk.listStreams(
                r ->
                        r.nextToken(nextToken.orElse(null))
                                .streamNameCondition(condition)
                                .overrideConfiguration(c -> c.credentialsProvider(with)));
    }

    private static StreamNameCondition beginsWith(String prefix) {
        return StreamNameCondition.builder()
                .comparisonOperator(ComparisonOperator.BEGINS_WITH)
                .comparisonValue(prefix)
                .build();
    }

    private static StreamPage page(ListStreamsResponse response) {
        return new StreamPage(
                response.streamInfoList().stream()
                        .map(SdkControlPlane::description)
                        .collect(Collectors.toUnmodifiableList()),
                Optional.ofNullable(response.nextToken()));
    }

    CompletableFuture<StreamDescription> describeStream(StreamId stream) {
        return calls.patiently(
                Operation.DESCRIBE_STREAM,
                stream.name(),
                () ->
                        SdkErrors.classified(
                                ServiceCall.control("DescribeStream of " + stream),
                                credentials
                                        .with(with -> describeStream(stream, with))
                                        .thenApply(
                                                response -> description(response.streamInfo()))));
    }

    private CompletableFuture<DescribeStreamResponse> describeStream(
            StreamId stream, IdentityProvider<AwsCredentialsIdentity> with) {
        return sdk.describeStream(
                r ->
                        r.streamARN(arn(stream))
                                .streamName(name(stream))
                                .overrideConfiguration(c -> c.credentialsProvider(with)));
    }

    private static StreamDescription description(StreamInfo info) {
        int hours = Optional.ofNullable(info.dataRetentionInHours()).orElse(0);
        return new StreamDescription(
                info.streamName(),
                info.streamARN(),
                info.statusAsString(),
                Duration.ofHours(hours),
                Optional.ofNullable(info.creationTime()).orElse(Instant.EPOCH));
    }

    CompletableFuture<Map<String, String>> listTags(StreamId stream) {
        return listTags(stream, null, new HashMap<>());
    }

    private CompletableFuture<Map<String, String>> listTags(
            StreamId stream, String nextToken, Map<String, String> soFar) {
        CompletableFuture<ListTagsForStreamResponse> page =
                calls.patiently(
                        Operation.LIST_TAGS_FOR_STREAM,
                        stream.name(),
                        () ->
                                SdkErrors.classified(
                                        ServiceCall.control("ListTagsForStream of " + stream),
                                        credentials.with(
                                                with -> listTags(stream, nextToken, with))));
        return page.thenCompose(
                response -> {
                    soFar.putAll(response.tags());
                    return response.nextToken() == null
                            ? CompletableFuture.completedFuture(Map.copyOf(soFar))
                            : listTags(stream, response.nextToken(), soFar);
                });
    }

    private CompletableFuture<ListTagsForStreamResponse> listTags(
            StreamId stream, String nextToken, IdentityProvider<AwsCredentialsIdentity> with) {
        return sdk.listTagsForStream(
                r ->
                        r.streamARN(arn(stream))
                                .streamName(name(stream))
                                .nextToken(nextToken)
                                .overrideConfiguration(c -> c.credentialsProvider(with)));
    }

    /** Asks in its turn, once: the reader decides about another attempt. */
    CompletableFuture<URI> mediaEndpoint(StreamId stream) {
        return calls.once(
                Operation.GET_DATA_ENDPOINT, stream.name(), () -> mediaEndpointNow(stream));
    }

    /** Asks at once, for a caller that has waited for its turn. */
    CompletableFuture<URI> mediaEndpointNow(StreamId stream) {
        return SdkErrors.classified(
                ServiceCall.control("GetDataEndpoint of " + stream),
                credentials
                        .with(with -> getDataEndpoint(stream, with))
                        .thenApply(response -> endpoint(response.dataEndpoint())));
    }

    private CompletableFuture<GetDataEndpointResponse> getDataEndpoint(
            StreamId stream, IdentityProvider<AwsCredentialsIdentity> with) {
        return sdk.getDataEndpoint(
                r ->
                        r.apiName(APIName.GET_MEDIA)
                                .streamARN(arn(stream))
                                .streamName(name(stream))
                                .overrideConfiguration(c -> c.credentialsProvider(with)));
    }

    private static URI endpoint(@Nullable String text) {
        if (text == null || !text.matches("https?://[^\\s/]+/?")) {
            throw new IllegalStateException("the answer's DataEndpoint is no address: " + text);
        }
        return URI.create(text);
    }

    /** Exactly one of ARN and name goes into a request; the SDK leaves null members out. */
    static String arn(StreamId stream) {
        return stream.arn().orElse(null);
    }

    static String name(StreamId stream) {
        return stream.arn().isPresent() ? null : stream.name();
    }

    @Override
    public void close() {
        sdk.close();
    }
}
