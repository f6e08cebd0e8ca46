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

import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesisvideo.KinesisVideoAsyncClient;
import software.amazon.awssdk.services.kinesisvideo.KinesisVideoAsyncClientBuilder;
import software.amazon.awssdk.services.kinesisvideo.model.APIName;
import software.amazon.awssdk.services.kinesisvideo.model.ComparisonOperator;
import software.amazon.awssdk.services.kinesisvideo.model.GetDataEndpointResponse;
import software.amazon.awssdk.services.kinesisvideo.model.ListStreamsResponse;
import software.amazon.awssdk.services.kinesisvideo.model.ListTagsForStreamResponse;
import software.amazon.awssdk.services.kinesisvideo.model.StreamInfo;
import software.amazon.awssdk.services.kinesisvideo.model.StreamNameCondition;

import javax.annotation.Nullable;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The calls that name, describe and locate streams. Thread-safe; futures fail classified. */
final class SdkControlPlane implements AutoCloseable {

    static final Duration CALL_TIMEOUT = Duration.ofSeconds(30);
    static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(10);

    /** A stream has 50 tags at most, by the service's quotas. */
    static final int MOST_PAGES_OF_TAGS = 50;

    private final KinesisVideoAsyncClient sdk;
    private final BackgroundCredentials credentials;
    private final PacedCalls calls;

    SdkControlPlane(
            Optional<URI> endpoint,
            Region region,
            BackgroundCredentials credentials,
            SdkAsyncHttpClient http,
            ScheduledExecutorService timers,
            PacedCalls calls) {
        this.credentials = credentials;
        this.calls = calls;
        KinesisVideoAsyncClientBuilder builder =
                KinesisVideoAsyncClient.builder()
                        .region(region)
                        .credentialsProvider(credentials)
                        .httpClient(http)
                        .asyncConfiguration(SdkHttp::completeOnEventLoop)
                        .overrideConfiguration(
                                // Its retries would be calls beyond the limits that we keep.
                                c ->
                                        c.retryStrategy(AwsRetryStrategy.doNotRetry())
                                                .apiCallTimeout(CALL_TIMEOUT)
                                                .apiCallAttemptTimeout(ATTEMPT_TIMEOUT)
                                                .addExecutionInterceptor(new AnswerLimit())
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
                        call(
                                "ListStreams",
                                with ->
                                        sdk.listStreams(
                                                        r ->
                                                                r.nextToken(nextToken.orElse(null))
                                                                        .streamNameCondition(
                                                                                condition)
                                                                        .overrideConfiguration(
                                                                                with))
                                                .thenApply(SdkControlPlane::page)));
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
                        call(
                                "DescribeStream of " + stream,
                                with ->
                                        sdk.describeStream(
                                                        r ->
                                                                r.streamARN(arn(stream))
                                                                        .streamName(name(stream))
                                                                        .overrideConfiguration(
                                                                                with))
                                                .thenApply(
                                                        response ->
                                                                description(
                                                                        response.streamInfo()))));
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
        return listTags(stream, null, new HashMap<>(), 1);
    }

    private CompletableFuture<Map<String, String>> listTags(
            StreamId stream, @Nullable String nextToken, Map<String, String> soFar, int pages) {
        CompletableFuture<ListTagsForStreamResponse> page =
                calls.patiently(
                        Operation.LIST_TAGS_FOR_STREAM,
                        stream.name(),
                        () ->
                                call(
                                        "ListTagsForStream of " + stream,
                                        with ->
                                                sdk.listTagsForStream(
                                                        r ->
                                                                r.streamARN(arn(stream))
                                                                        .streamName(name(stream))
                                                                        .nextToken(nextToken)
                                                                        .overrideConfiguration(
                                                                                with))));
        return page.thenCompose(
                response -> {
                    soFar.putAll(response.tags());
                    if (response.nextToken() == null) {
                        return CompletableFuture.completedFuture(Map.copyOf(soFar));
                    }
                    return pages == MOST_PAGES_OF_TAGS
                            ? CompletableFuture.failedFuture(endlessTags(stream))
                            : listTags(stream, response.nextToken(), soFar, pages + 1);
                });
    }

    private static KvsServiceException endlessTags(StreamId stream) {
        return KvsServiceException.broken(
                ServiceCall.control("ListTagsForStream of " + stream),
                new IOException(
                        "the answer does not end: more than "
                                + MOST_PAGES_OF_TAGS
                                + " pages came"));
    }

    /** Asks in its turn, once: the reader decides about another attempt. */
    CompletableFuture<URI> mediaEndpoint(StreamId stream) {
        return calls.once(
                Operation.GET_DATA_ENDPOINT, stream.name(), () -> mediaEndpointNow(stream));
    }

    /** Asks in its turn, and again where a failure may pass. */
    CompletableFuture<StreamArchive> archive(StreamId stream) {
        return calls.patiently(
                Operation.GET_DATA_ENDPOINT,
                stream.name(),
                () ->
                        endpoint(
                                stream,
                                APIName.LIST_FRAGMENTS,
                                response -> archive(stream, response)));
    }

    private static StreamArchive archive(StreamId stream, GetDataEndpointResponse response) {
        return new StreamArchive(
                stream,
                endpoint(response.dataEndpoint()),
                ServiceDate.of(response.sdkHttpResponse()).orElseGet(Instant::now));
    }

    /** Asks at once, for a caller that has waited for its turn. */
    CompletableFuture<URI> mediaEndpointNow(StreamId stream) {
        return endpoint(stream, APIName.GET_MEDIA, response -> endpoint(response.dataEndpoint()));
    }

    private <T> CompletableFuture<T> endpoint(
            StreamId stream, APIName api, Function<GetDataEndpointResponse, T> reading) {
        return call(
                "GetDataEndpoint of " + stream,
                with ->
                        sdk.getDataEndpoint(
                                        r ->
                                                r.apiName(api)
                                                        .streamARN(arn(stream))
                                                        .streamName(name(stream))
                                                        .overrideConfiguration(with))
                                .thenApply(reading));
    }

    private <T> CompletableFuture<T> call(
            String what, Function<AwsRequestOverrideConfiguration, CompletableFuture<T>> sdkCall) {
        return SdkErrors.classified(ServiceCall.control(what), credentials.with(sdkCall));
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
