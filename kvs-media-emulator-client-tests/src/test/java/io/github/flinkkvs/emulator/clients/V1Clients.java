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
import com.amazonaws.auth.AWSStaticCredentialsProvider;
import com.amazonaws.auth.BasicAWSCredentials;
import com.amazonaws.client.builder.AwsClientBuilder.EndpointConfiguration;
import com.amazonaws.regions.Regions;
import com.amazonaws.services.kinesisvideo.AmazonKinesisVideo;
import com.amazonaws.services.kinesisvideo.AmazonKinesisVideoClientBuilder;

import java.net.URI;

/** Clients of the AWS SDK for Java 1, pointed at the emulator. */
final class V1Clients {
    static final Regions REGION = Regions.US_EAST_1;
    static final AWSCredentialsProvider CREDENTIALS =
            new AWSStaticCredentialsProvider(
                    new BasicAWSCredentials(Account.KEY_ID, Account.SECRET));

    private V1Clients() {}

    static AmazonKinesisVideo control(URI endpoint) {
        return AmazonKinesisVideoClientBuilder.standard()
                .withEndpointConfiguration(
                        new EndpointConfiguration(endpoint.toString(), REGION.getName()))
                .withCredentials(CREDENTIALS)
                .build();
    }
}
