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
import io.github.flinkkvs.emulator.session.SessionEnd;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesisvideo.KinesisVideoClient;
import software.amazon.awssdk.services.kinesisvideo.model.APIName;
import software.amazon.awssdk.services.kinesisvideomedia.KinesisVideoMediaClient;
import software.amazon.awssdk.services.kinesisvideomedia.model.GetMediaRequest;
import software.amazon.awssdk.services.kinesisvideomedia.model.GetMediaResponse;

import java.io.IOException;
import java.net.URI;
import java.time.Instant;

/** Clients of the AWS SDK for Java 2, pointed at the emulator. */
final class V2Clients {
    private static final StaticCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(Account.KEY_ID, Account.SECRET));

    private V2Clients() {}

    static <B extends AwsClientBuilder<B, ?>> B toEmulator(B builder, URI endpoint) {
        return builder.endpointOverride(endpoint)
                .region(Region.of(Account.REGION))
                .credentialsProvider(CREDENTIALS);
    }

    /** The data endpoint that the control plane names for one kind of call. */
    static URI dataEndpoint(KvsEmulator emulator, String stream, APIName api) {
        try (KinesisVideoClient control =
                toEmulator(KinesisVideoClient.builder(), emulator.endpoint())
                        .httpClient(UrlConnectionHttpClient.create())
                        .build()) {
            return URI.create(
                    control.getDataEndpoint(r -> r.streamName(stream).apiName(api)).dataEndpoint());
        }
    }

    static GetMediaRequest earliestOf(String stream) {
        return GetMediaRequest.builder()
                .streamName(stream)
                .startSelector(s -> s.startSelectorType("EARLIEST"))
                .build();
    }

    /**
     * Reads all that a stream holds, in one session that ends cleanly behind it.
     *
     * @param now what the emulator takes for now, since trailers tell of it
     */
    static byte[] readAll(KvsEmulator emulator, EmulatedStream stream, Instant now)
            throws IOException {
        long size =
                stream.fragments().stream()
                        .mapToLong(fragment -> fragment.size() + fragment.trailerAt(now).length)
                        .sum();
        stream.endEachSessionAfterBytes(() -> size, SessionEnd.CLEAN);
        URI endpoint = dataEndpoint(emulator, stream.name(), APIName.GET_MEDIA);
        try (KinesisVideoMediaClient media =
                        toEmulator(KinesisVideoMediaClient.builder(), endpoint)
                                .httpClient(UrlConnectionHttpClient.create())
                                .build();
                ResponseInputStream<GetMediaResponse> body =
                        media.getMedia(earliestOf(stream.name()))) {
            return body.readAllBytes();
        }
    }
}
