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

package io.github.flinkkvs.benchmarks;

import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.core.async.SdkPublisher;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpConfigurationOption;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.crt.AwsCrtAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesisvideo.KinesisVideoClient;
import software.amazon.awssdk.services.kinesisvideo.model.APIName;
import software.amazon.awssdk.services.kinesisvideomedia.KinesisVideoMediaAsyncClient;
import software.amazon.awssdk.services.kinesisvideomedia.KinesisVideoMediaClient;
import software.amazon.awssdk.services.kinesisvideomedia.model.GetMediaRequest;
import software.amazon.awssdk.services.kinesisvideomedia.model.GetMediaResponse;
import software.amazon.awssdk.services.kinesisvideomedia.model.StartSelectorType;
import software.amazon.awssdk.utils.AttributeMap;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Receives with one of the SDK's clients that the connector does not use, and drops all. */
final class SdkDrain implements WireReader {
    private static final int MANY = 10_000;
    private static final StaticCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));
    private static final AttributeMap TRUST_ALL =
            AttributeMap.builder()
                    .put(SdkHttpConfigurationOption.TRUST_ALL_CERTIFICATES, true)
                    .build();

    private final SdkHttpClient blocking;
    private final SdkAsyncHttpClient async;

    private SdkDrain(SdkHttpClient blocking, SdkAsyncHttpClient async) {
        this.blocking = blocking;
        this.async = async;
    }

    static SdkDrain crt() {
        return new SdkDrain(
                null,
                AwsCrtAsyncHttpClient.builder().maxConcurrency(MANY).buildWithDefaults(TRUST_ALL));
    }

    static SdkDrain netty() {
        return new SdkDrain(
                null,
                NettyNioAsyncHttpClient.builder()
                        .maxConcurrency(MANY)
                        .readTimeout(Duration.ZERO)
                        .buildWithDefaults(TRUST_ALL));
    }

    static SdkDrain apache() {
        return new SdkDrain(
                ApacheHttpClient.builder()
                        .maxConnections(MANY)
                        .socketTimeout(Duration.ZERO)
                        .buildWithDefaults(TRUST_ALL),
                null);
    }

    static SdkDrain urlConnection() {
        return new SdkDrain(
                UrlConnectionHttpClient.builder()
                        .socketTimeout(Duration.ZERO)
                        .buildWithDefaults(TRUST_ALL),
                null);
    }

    @Override
    public void open(String endpoint, List<String> streams, Tally tally) {
        URI media = mediaEndpoint(endpoint, streams.get(0));
        for (String stream : streams) {
            GetMediaRequest request =
                    GetMediaRequest.builder()
                            .streamName(stream)
                            .startSelector(s -> s.startSelectorType(StartSelectorType.EARLIEST))
                            .build();
            if (async == null) {
                readOnOwnThread(media, request, tally);
            } else {
                KinesisVideoMediaAsyncClient.builder()
                        .httpClient(async)
                        .credentialsProvider(CREDENTIALS)
                        .region(Region.US_EAST_1)
                        .endpointOverride(media)
                        .build()
                        .getMedia(request, new Drain(tally));
            }
        }
    }

    /** All streams of the emulator have one. */
    private static URI mediaEndpoint(String endpoint, String stream) {
        try (SdkHttpClient http = UrlConnectionHttpClient.builder().buildWithDefaults(TRUST_ALL);
                KinesisVideoClient control =
                        KinesisVideoClient.builder()
                                .httpClient(http)
                                .credentialsProvider(CREDENTIALS)
                                .region(Region.US_EAST_1)
                                .endpointOverride(URI.create(endpoint))
                                .build()) {
            return URI.create(
                    control.getDataEndpoint(r -> r.streamName(stream).apiName(APIName.GET_MEDIA))
                            .dataEndpoint());
        }
    }

    private void readOnOwnThread(URI media, GetMediaRequest request, Tally tally) {
        KinesisVideoMediaClient client =
                KinesisVideoMediaClient.builder()
                        .httpClient(blocking)
                        .credentialsProvider(CREDENTIALS)
                        .region(Region.US_EAST_1)
                        .endpointOverride(media)
                        .build();
        Thread thread =
                new Thread(
                        () -> {
                            byte[] buffer = new byte[1 << 16];
                            try (ResponseInputStream<GetMediaResponse> body =
                                    client.getMedia(request)) {
                                for (int n = body.read(buffer); n > 0; n = body.read(buffer)) {
                                    tally.bytes(n);
                                }
                            } catch (IOException e) {
                                // The round's figures will not come together, which is reported.
                                Thread.currentThread().interrupt();
                            }
                        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        // The process ends.
    }

    private static final class Drain
            implements AsyncResponseTransformer<GetMediaResponse, Void>, Subscriber<ByteBuffer> {
        private final CompletableFuture<Void> done = new CompletableFuture<>();
        private final Tally tally;
        private Subscription subscription;

        Drain(Tally tally) {
            this.tally = tally;
        }

        @Override
        public CompletableFuture<Void> prepare() {
            return done;
        }

        @Override
        public void onResponse(GetMediaResponse response) {}

        @Override
        public void onStream(SdkPublisher<ByteBuffer> publisher) {
            publisher.subscribe(this);
        }

        @Override
        public void exceptionOccurred(Throwable error) {
            done.completeExceptionally(error);
        }

        @Override
        public void onSubscribe(Subscription opened) {
            subscription = opened;
            opened.request(16);
        }

        @Override
        public void onNext(ByteBuffer bytes) {
            tally.bytes(bytes.remaining());
            subscription.request(1);
        }

        @Override
        public void onError(Throwable error) {
            done.completeExceptionally(error);
        }

        @Override
        public void onComplete() {
            done.complete(null);
        }
    }
}
