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

package io.github.flinkkvs.emulator.clients;

import io.github.flinkkvs.emulator.EmulatedStream;
import io.github.flinkkvs.emulator.KvsEmulator;
import io.github.flinkkvs.emulator.limits.ServiceLimits;
import io.github.flinkkvs.emulator.session.SessionEnd;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.services.kinesisvideo.model.APIName;
import software.amazon.awssdk.services.kinesisvideoarchivedmedia.KinesisVideoArchivedMediaAsyncClient;
import software.amazon.awssdk.services.kinesisvideoarchivedmedia.KinesisVideoArchivedMediaClient;
import software.amazon.awssdk.services.kinesisvideoarchivedmedia.model.Fragment;
import software.amazon.awssdk.services.kinesisvideoarchivedmedia.model.GetMediaForFragmentListRequest;
import software.amazon.awssdk.services.kinesisvideoarchivedmedia.model.ListFragmentsRequest;
import software.amazon.awssdk.services.kinesisvideomedia.KinesisVideoMediaAsyncClient;
import software.amazon.awssdk.services.kinesisvideomedia.KinesisVideoMediaClient;
import software.amazon.awssdk.services.kinesisvideomedia.model.GetMediaRequest;
import software.amazon.awssdk.services.kinesisvideomedia.model.GetMediaResponse;
import software.amazon.awssdk.services.kinesisvideomedia.model.ResourceNotFoundException;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** AWS SDK for Java 2 with each of its HTTP clients: whichever it is, the bytes are the same. */
@Timeout(60)
class SdkHttpClientsITCase {
    private static final GetMediaRequest ALL = V2Clients.earliestOf("camera");
    private static final ListFragmentsRequest PAGES =
            ListFragmentsRequest.builder().streamName("camera").maxResults(7L).build();

    private static final Recording RECORDING = new Recording(20, 100_000, 11);
    private static final byte[] STORED = RECORDING.getMediaBody();
    private static final GetMediaForFragmentListRequest ALL_LISTED =
            GetMediaForFragmentListRequest.builder()
                    .streamName("camera")
                    .fragments(RECORDING.numbers())
                    .build();

    private static KvsEmulator emulator;

    /** A dozen megabytes, so that no client has room for all of it. */
    @BeforeAll
    static void start() {
        emulator = Account.emulator().limits(ServiceLimits.none()).start();
        EmulatedStream stream = emulator.createStream("camera");
        stream.replayCapture(STORED);
        stream.endEachSessionAfterBytes(() -> STORED.length, SessionEnd.CLEAN);
    }

    @AfterAll
    static void stop() {
        emulator.close();
    }

    @ParameterizedTest
    @EnumSource
    void everySyncClientReadsTheSameBytes(SyncHttp kind) throws IOException {
        try (SdkHttpClient http = kind.create();
                KinesisVideoMediaClient media =
                        toEmulator(KinesisVideoMediaClient.builder(), APIName.GET_MEDIA)
                                .httpClient(http)
                                .build();
                ResponseInputStream<GetMediaResponse> body = media.getMedia(ALL)) {
            assertThat(body.response().contentType()).isEqualTo("video/webm");
            assertThat(body.readAllBytes()).isEqualTo(STORED);
            assertThatThrownBy(() -> media.getMedia(V2Clients.earliestOf("nowhere")))
                    .isInstanceOf(ResourceNotFoundException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyAsyncClientReadsTheSameBytes(AsyncHttp kind) {
        try (SdkAsyncHttpClient http = kind.create();
                KinesisVideoMediaAsyncClient media =
                        toEmulator(KinesisVideoMediaAsyncClient.builder(), APIName.GET_MEDIA)
                                .httpClient(http)
                                .build()) {
            assertThat(bytes(media.getMedia(ALL, AsyncResponseTransformer.toBytes())))
                    .isEqualTo(STORED);
            assertThatThrownBy(
                            () ->
                                    media.getMedia(
                                                    V2Clients.earliestOf("nowhere"),
                                                    AsyncResponseTransformer.toBytes())
                                            .join())
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(ResourceNotFoundException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everySyncClientListsAndFetchesTheSameFragments(SyncHttp kind) {
        try (SdkHttpClient http = kind.create();
                KinesisVideoArchivedMediaClient lister =
                        toEmulator(
                                        KinesisVideoArchivedMediaClient.builder(),
                                        APIName.LIST_FRAGMENTS)
                                .httpClient(http)
                                .build();
                KinesisVideoArchivedMediaClient fetcher =
                        toEmulator(
                                        KinesisVideoArchivedMediaClient.builder(),
                                        APIName.GET_MEDIA_FOR_FRAGMENT_LIST)
                                .httpClient(http)
                                .build()) {
            assertThat(lister.listFragmentsPaginator(PAGES).fragments())
                    .extracting(Fragment::fragmentNumber)
                    .containsExactlyInAnyOrderElementsOf(RECORDING.numbers());
            assertThat(
                            fetcher.getMediaForFragmentList(
                                            ALL_LISTED, ResponseTransformer.toBytes())
                                    .asByteArray())
                    .isEqualTo(RECORDING.fragmentListBody());
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyAsyncClientListsAndFetchesTheSameFragments(AsyncHttp kind) {
        try (SdkAsyncHttpClient http = kind.create();
                KinesisVideoArchivedMediaAsyncClient lister =
                        toEmulator(
                                        KinesisVideoArchivedMediaAsyncClient.builder(),
                                        APIName.LIST_FRAGMENTS)
                                .httpClient(http)
                                .build();
                KinesisVideoArchivedMediaAsyncClient fetcher =
                        toEmulator(
                                        KinesisVideoArchivedMediaAsyncClient.builder(),
                                        APIName.GET_MEDIA_FOR_FRAGMENT_LIST)
                                .httpClient(http)
                                .build()) {
            List<String> listed = Collections.synchronizedList(new ArrayList<>());
            lister.listFragmentsPaginator(PAGES)
                    .subscribe(
                            page ->
                                    page.fragments().stream()
                                            .map(Fragment::fragmentNumber)
                                            .forEach(listed::add))
                    .join();
            assertThat(listed).containsExactlyInAnyOrderElementsOf(RECORDING.numbers());
            assertThat(
                            bytes(
                                    fetcher.getMediaForFragmentList(
                                            ALL_LISTED, AsyncResponseTransformer.toBytes())))
                    .isEqualTo(RECORDING.fragmentListBody());
        }
    }

    private static byte[] bytes(CompletableFuture<? extends ResponseBytes<?>> reply) {
        return reply.join().asByteArray();
    }

    private static <B extends AwsClientBuilder<B, ?>> B toEmulator(B builder, APIName api) {
        return V2Clients.toEmulator(builder, V2Clients.dataEndpoint(emulator, "camera", api));
    }
}
