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

import com.amazonaws.auth.AWSCredentialsProvider;
import com.amazonaws.services.kinesisvideo.AmazonKinesisVideo;
import com.amazonaws.services.kinesisvideo.AmazonKinesisVideoPutMedia;
import com.amazonaws.services.kinesisvideo.AmazonKinesisVideoPutMediaClientBuilder;
import com.amazonaws.services.kinesisvideo.PutMediaAckResponseHandler;
import com.amazonaws.services.kinesisvideo.model.APIName;
import com.amazonaws.services.kinesisvideo.model.AckEvent;
import com.amazonaws.services.kinesisvideo.model.FragmentTimecodeType;
import com.amazonaws.services.kinesisvideo.model.GetDataEndpointRequest;
import com.amazonaws.services.kinesisvideo.model.PutMediaRequest;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** One upload by the PutMedia client of AWS SDK for Java 1, the only SDK that has one. */
final class V1Upload implements PutMediaAckResponseHandler {
    private static final int LONGEST_SECONDS = 20;

    private final List<AckEvent> acks = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> end = new CompletableFuture<>();

    private V1Upload() {}

    /**
     * Puts a whole file and waits until the service has ended its answer.
     *
     * @return the acks in the order in which they came
     * @throws java.util.concurrent.ExecutionException with what the client took the upload's
     *     failure for
     */
    static List<AckEvent> put(
            AmazonKinesisVideo control,
            AWSCredentialsProvider credentials,
            String stream,
            byte[] file,
            Instant start)
            throws Exception {
        String endpoint =
                control.getDataEndpoint(
                                new GetDataEndpointRequest()
                                        .withStreamName(stream)
                                        .withAPIName(APIName.PUT_MEDIA))
                        .getDataEndpoint();
        AmazonKinesisVideoPutMedia producer =
                AmazonKinesisVideoPutMediaClientBuilder.standard()
                        .withRegion(Account.REGION)
                        .withEndpoint(URI.create(endpoint))
                        .withCredentials(credentials)
                        .withNumberOfThreads(1)
                        .build();
        try {
            V1Upload upload = new V1Upload();
            producer.putMedia(
                    new PutMediaRequest()
                            .withStreamName(stream)
                            .withFragmentTimecodeType(FragmentTimecodeType.RELATIVE)
                            .withProducerStartTimestamp(Date.from(start))
                            .withPayload(new ByteArrayInputStream(file)),
                    upload);
            upload.end.get(LONGEST_SECONDS, TimeUnit.SECONDS);
            return upload.acks;
        } finally {
            producer.close();
        }
    }

    @Override
    public void onAckEvent(AckEvent ack) {
        acks.add(ack);
    }

    @Override
    public void onFailure(Throwable failure) {
        end.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        end.complete(null);
    }
}
