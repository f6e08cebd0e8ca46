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

import com.amazonaws.auth.AWSCredentialsProvider;
import com.amazonaws.auth.AWSStaticCredentialsProvider;
import com.amazonaws.auth.BasicAWSCredentials;
import com.amazonaws.client.builder.AwsClientBuilder.EndpointConfiguration;
import com.amazonaws.kinesisvideo.parser.examples.ContinuousGetMediaWorker;
import com.amazonaws.kinesisvideo.parser.mkv.Frame;
import com.amazonaws.kinesisvideo.parser.mkv.MkvElementVisitException;
import com.amazonaws.kinesisvideo.parser.utilities.FragmentMetadata;
import com.amazonaws.kinesisvideo.parser.utilities.FragmentMetadataVisitor.MkvTagProcessor;
import com.amazonaws.kinesisvideo.parser.utilities.FrameVisitor;
import com.amazonaws.kinesisvideo.parser.utilities.MkvTrackMetadata;
import com.amazonaws.kinesisvideo.parser.utilities.consumer.FragmentMetadataCallback;
import com.amazonaws.kinesisvideo.parser.utilities.consumer.GetMediaResponseStreamConsumer;
import com.amazonaws.kinesisvideo.parser.utilities.consumer.GetMediaResponseStreamConsumerFactory;
import com.amazonaws.regions.Regions;
import com.amazonaws.services.kinesisvideo.AmazonKinesisVideo;
import com.amazonaws.services.kinesisvideo.AmazonKinesisVideoClientBuilder;
import com.amazonaws.services.kinesisvideo.model.StartSelector;
import com.amazonaws.services.kinesisvideo.model.StartSelectorType;

import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** AWS's worker with its parser library: frames as they come, fragments when the next begins. */
final class ParserLibraryReader implements WireReader {
    private static final Regions REGION = Regions.US_EAST_1;
    private static final AWSCredentialsProvider CREDENTIALS =
            new AWSStaticCredentialsProvider(new BasicAWSCredentials("test", "test"));

    private final List<ContinuousGetMediaWorker> workers = new ArrayList<>();

    @Override
    public void open(String endpoint, List<String> streams, Tally tally) {
        AmazonKinesisVideo control =
                AmazonKinesisVideoClientBuilder.standard()
                        .withEndpointConfiguration(
                                new EndpointConfiguration(endpoint, REGION.getName()))
                        .withCredentials(CREDENTIALS)
                        .build();
        for (String stream : streams) {
            ContinuousGetMediaWorker worker =
                    ContinuousGetMediaWorker.create(
                            REGION,
                            CREDENTIALS,
                            stream,
                            new StartSelector().withStartSelectorType(StartSelectorType.EARLIEST),
                            control,
                            new Consumers(tally));
            workers.add(worker);
            Thread thread = new Thread(worker, "worker-" + stream);
            thread.setDaemon(true);
            thread.start();
        }
    }

    @Override
    public void close() {
        workers.forEach(ContinuousGetMediaWorker::stop);
    }

    private static final class Consumers extends GetMediaResponseStreamConsumerFactory {
        private final Tally tally;

        Consumers(Tally tally) {
            this.tally = tally;
        }

        @Override
        public GetMediaResponseStreamConsumer createConsumer() {
            return new GetMediaResponseStreamConsumer() {
                @Override
                public void process(InputStream body, FragmentMetadataCallback callback)
                        throws MkvElementVisitException {
                    processWithFragmentEndCallbacks(
                            body,
                            fragment -> {
                                tally.fragmentOf(
                                        Instant.ofEpochMilli(
                                                fragment.getProducerSideTimestampMillis()));
                                callback.call(fragment);
                            },
                            FrameVisitor.create(new CountedFrames(tally)));
                }
            };
        }
    }

    private record CountedFrames(Tally tally) implements FrameVisitor.FrameProcessor {
        @Override
        public void process(
                Frame frame,
                MkvTrackMetadata track,
                Optional<FragmentMetadata> fragment,
                Optional<MkvTagProcessor> tags) {
            tally.frames(1);
        }
    }
}
