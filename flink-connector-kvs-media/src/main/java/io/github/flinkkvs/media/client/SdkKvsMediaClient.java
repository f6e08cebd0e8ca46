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
import software.amazon.awssdk.endpoints.Endpoint;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.IdentityProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesisvideomedia.KinesisVideoMediaAsyncClient;
import software.amazon.awssdk.services.kinesisvideomedia.endpoints.KinesisVideoMediaEndpointProvider;
import software.amazon.awssdk.services.kinesisvideomedia.model.GetMediaRequest;
import software.amazon.awssdk.services.kinesisvideomedia.model.StartSelector;
import software.amazon.awssdk.utils.ThreadFactoryBuilder;

import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** The service through the AWS SDK for Java v2: one HTTP client for all streams of a reader. */
public final class SdkKvsMediaClient implements KvsMediaClient, FragmentArchive {

    private final ManagedCredentials credentials;
    private final BackgroundCredentials identity;
    private final SdkHttp http;

    /**
     * The SDK's own timers outlive its clients, and the class loader of the job, by half a minute.
     */
    private final ScheduledExecutorService timers =
            Executors.newSingleThreadScheduledExecutor(
                    new ThreadFactoryBuilder()
                            .threadNamePrefix("kvs-timer")
                            .daemonThreads(true)
                            .build());

    private final SdkControlPlane control;
    private final SdkFragmentArchive archive;
    private final KinesisVideoMediaAsyncClient media;
    private final EndpointCache endpoints;
    private final PacedCalls calls;

    /** Streams whose lookup of the endpoint was booked with their session. */
    private final Set<StreamId> bookedLookups = ConcurrentHashMap.newKeySet();

    /**
     * Makes the clients; connects to nothing yet.
     *
     * @throws IllegalArgumentException if no region can be found, or the HTTP client that is asked
     *     for is not on the class path
     */
    public SdkKvsMediaClient(AwsOptions options) {
        Region region = RegionResolver.resolve(options);
        credentials = CredentialsFactory.create(options, region);
        identity = new BackgroundCredentials(credentials.provider());
        http = SdkHttp.of(options);
        Optional<URI> endpoint = options.get(AwsOptions.ENDPOINT).map(URI::create);
        String service = endpoint.map(URI::toString).orElseGet(region::id);
        calls = new PacedCalls(CallLimits.shared(), service, timers);
        control = new SdkControlPlane(endpoint, region, identity, http.client(), timers, calls);
        archive = new SdkFragmentArchive(region, identity, http.client(), timers, calls);
        media = mediaClient(region, identity, http.client(), timers);
        endpoints = new EndpointCache(this::lookUpEndpoint);
    }

    static KinesisVideoMediaAsyncClient mediaClient(
            Region region,
            IdentityProvider<AwsCredentialsIdentity> credentials,
            SdkAsyncHttpClient http,
            ScheduledExecutorService timers) {
        return KinesisVideoMediaAsyncClient.builder()
                .region(region)
                .credentialsProvider(credentials)
                .httpClient(http)
                .asyncConfiguration(SdkHttp::completeOnEventLoop)
                // The reader decides about every new session: it knows the position.
                .overrideConfiguration(
                        c ->
                                c.retryStrategy(AwsRetryStrategy.doNotRetry())
                                        .addExecutionInterceptor(new AnswerLimit())
                                        .scheduledExecutorService(timers))
                .build();
    }

    @Override
    public CompletableFuture<StreamPage> listStreams(
            Optional<String> namePrefix, Optional<String> nextToken) {
        return control.listStreams(namePrefix, nextToken);
    }

    @Override
    public CompletableFuture<StreamDescription> describeStream(StreamId stream) {
        return control.describeStream(stream);
    }

    @Override
    public CompletableFuture<Map<String, String>> listTags(StreamId stream) {
        return control.listTags(stream);
    }

    @Override
    public CompletableFuture<StreamArchive> locate(StreamId stream) {
        return control.archive(stream);
    }

    @Override
    public CompletableFuture<FragmentPage> listFragments(
            StreamArchive located, Instant from, Instant to, Optional<String> nextToken) {
        return archive.list(located, from, to, nextToken);
    }

    @Override
    public CompletableFuture<URI> mediaEndpoint(StreamId stream) {
        return endpoints.get(stream);
    }

    private CompletableFuture<URI> lookUpEndpoint(StreamId stream) {
        return bookedLookups.remove(stream)
                ? control.mediaEndpointNow(stream)
                : control.mediaEndpoint(stream);
    }

    @Override
    public long reserveSession(StreamId stream) {
        long wait = calls.reserve(Operation.GET_MEDIA, stream.name());
        if (endpoints.knows(stream) || !bookedLookups.add(stream)) {
            return wait;
        }
        return Math.max(wait, calls.reserve(Operation.GET_DATA_ENDPOINT, stream.name()));
    }

    @Override
    public MediaSession openSession(
            StreamId stream, SessionStart start, MediaSessionListener listener) {
        SdkMediaSession session =
                new SdkMediaSession(
                        ServiceCall.getMedia("GetMedia of " + stream + " from " + start),
                        listener,
                        () -> endpoints.forget(stream),
                        http.ioThreads());
        mediaEndpoint(stream)
                .whenComplete(
                        (endpoint, error) -> {
                            if (error != null) {
                                session.fail(error);
                            } else {
                                call(stream, start, endpoint, session);
                            }
                        });
        return session;
    }

    private void call(StreamId stream, SessionStart start, URI endpoint, SdkMediaSession session) {
        identity.<Void>with(
                        credentials -> {
                            if (!session.isOver()) {
                                session.startedAs(
                                        media.getMedia(
                                                request(stream, start, endpoint, credentials),
                                                session));
                            }
                            return CompletableFuture.completedFuture(null);
                        })
                .whenComplete(
                        (started, error) -> {
                            if (error != null) {
                                session.fail(error);
                            }
                        });
    }

    private static GetMediaRequest request(
            StreamId stream,
            SessionStart start,
            URI endpoint,
            AwsRequestOverrideConfiguration credentials) {
        CompletableFuture<Endpoint> resolved =
                CompletableFuture.completedFuture(Endpoint.builder().url(endpoint).build());
        KinesisVideoMediaEndpointProvider provider = params -> resolved;
        return GetMediaRequest.builder()
                .streamARN(SdkControlPlane.arn(stream))
                .streamName(SdkControlPlane.name(stream))
                .startSelector(selector(start))
                .overrideConfiguration(credentials.toBuilder().endpointProvider(provider).build())
                .build();
    }

    private static StartSelector selector(SessionStart start) {
        StartSelector.Builder selector =
                StartSelector.builder().startSelectorType(start.type().name());
        switch (start.type()) {
            case FRAGMENT_NUMBER:
                return selector.afterFragmentNumber(start.value()).build();
            case SERVER_TIMESTAMP:
            case PRODUCER_TIMESTAMP:
                return selector.startTimestamp(Instant.parse(start.value())).build();
            case CONTINUATION_TOKEN:
                return selector.continuationToken(start.value()).build();
            case NOW:
            case EARLIEST:
            default:
                return selector.build();
        }
    }

    @Override
    public void close() {
        identity.close(); // No call is begun from here on.
        media.close();
        archive.close();
        control.close();
        http.close();
        timers.shutdownNow();
        credentials.close();
    }
}
