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
import io.github.flinkkvs.media.client.FragmentPage.Stored;
import io.github.flinkkvs.media.model.FragmentNumber;

import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.endpoints.Endpoint;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesisvideoarchivedmedia.KinesisVideoArchivedMediaAsyncClient;
import software.amazon.awssdk.services.kinesisvideoarchivedmedia.endpoints.KinesisVideoArchivedMediaEndpointProvider;
import software.amazon.awssdk.services.kinesisvideoarchivedmedia.model.Fragment;
import software.amazon.awssdk.services.kinesisvideoarchivedmedia.model.FragmentSelector;
import software.amazon.awssdk.services.kinesisvideoarchivedmedia.model.FragmentSelectorType;
import software.amazon.awssdk.services.kinesisvideoarchivedmedia.model.ListFragmentsRequest;
import software.amazon.awssdk.services.kinesisvideoarchivedmedia.model.ListFragmentsResponse;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;

/** The calls that tell what is stored. Thread-safe; futures fail classified. */
final class SdkFragmentArchive implements AutoCloseable {

    /** As many as the service gives in a page. */
    private static final long PAGE_SIZE = 1_000;

    private final KinesisVideoArchivedMediaAsyncClient sdk;
    private final BackgroundCredentials credentials;
    private final PacedCalls calls;

    SdkFragmentArchive(
            Region region,
            BackgroundCredentials credentials,
            SdkAsyncHttpClient http,
            ScheduledExecutorService timers,
            PacedCalls calls) {
        this.credentials = credentials;
        this.calls = calls;
        this.sdk =
                KinesisVideoArchivedMediaAsyncClient.builder()
                        .region(region)
                        .credentialsProvider(credentials)
                        .httpClient(http)
                        .asyncConfiguration(SdkHttp::completeOnEventLoop)
                        .overrideConfiguration(
                                c ->
                                        c.retryStrategy(AwsRetryStrategy.doNotRetry())
                                                .apiCallTimeout(SdkControlPlane.CALL_TIMEOUT)
                                                .apiCallAttemptTimeout(
                                                        SdkControlPlane.ATTEMPT_TIMEOUT)
                                                .addExecutionInterceptor(new AnswerLimit())
                                                .scheduledExecutorService(timers))
                        .build();
    }

    /** Asks in its turn, once: who looks through the pages decides about another attempt. */
    CompletableFuture<FragmentPage> list(
            StreamArchive archive, Instant from, Instant to, Optional<String> nextToken) {
        ListFragmentsRequest.Builder request = request(archive, from, to, nextToken);
        return calls.once(
                Operation.LIST_FRAGMENTS,
                archive.stream().name(),
                () ->
                        SdkErrors.classified(
                                ServiceCall.archive("ListFragments of " + archive.stream()),
                                credentials.with(
                                        with ->
                                                sdk.listFragments(at(archive, request, with))
                                                        .thenApply(SdkFragmentArchive::page))));
    }

    private static ListFragmentsRequest.Builder request(
            StreamArchive archive, Instant from, Instant to, Optional<String> nextToken) {
        FragmentSelector selector =
                FragmentSelector.builder()
                        .fragmentSelectorType(FragmentSelectorType.SERVER_TIMESTAMP)
                        .timestampRange(range -> range.startTimestamp(from).endTimestamp(to))
                        .build();
        return ListFragmentsRequest.builder()
                .streamARN(SdkControlPlane.arn(archive.stream()))
                .streamName(SdkControlPlane.name(archive.stream()))
                .maxResults(PAGE_SIZE)
                .fragmentSelector(selector)
                .nextToken(nextToken.orElse(null));
    }

    private static ListFragmentsRequest at(
            StreamArchive archive,
            ListFragmentsRequest.Builder request,
            AwsRequestOverrideConfiguration with) {
        return request.overrideConfiguration(
                        with.toBuilder().endpointProvider(at(archive.endpoint())).build())
                .build();
    }

    private static KinesisVideoArchivedMediaEndpointProvider at(URI endpoint) {
        CompletableFuture<Endpoint> resolved =
                CompletableFuture.completedFuture(Endpoint.builder().url(endpoint).build());
        return params -> resolved;
    }

    /** A range that begins before the stream may give no list at all. */
    private static FragmentPage page(ListFragmentsResponse response) {
        return new FragmentPage(
                response.fragments().stream()
                        .filter(f -> f.fragmentNumber() != null && f.serverTimestamp() != null)
                        .map(SdkFragmentArchive::stored)
                        .toList(),
                Optional.ofNullable(response.nextToken()));
    }

    private static Stored stored(Fragment fragment) {
        return new Stored(FragmentNumber.of(fragment.fragmentNumber()), fragment.serverTimestamp());
    }

    @Override
    public void close() {
        sdk.close();
    }
}
