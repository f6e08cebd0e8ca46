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

import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

import java.util.Optional;

/** Finds the region: the option, else what the SDK finds in its usual places. */
final class RegionResolver {

    private RegionResolver() {}

    /**
     * Resolves the region.
     *
     * @throws IllegalArgumentException if there is none; with an endpoint of the user's it only
     *     goes into signatures, so that one is made up then
     */
    static Region resolve(AwsOptions options) {
        Optional<String> named = options.get(AwsOptions.REGION);
        if (named.isPresent()) {
            return Region.of(named.get());
        }
        try {
            return DefaultAwsRegionProviderChain.builder().build().getRegion();
        } catch (SdkClientException e) {
            if (options.get(AwsOptions.ENDPOINT).isPresent()) {
                return Region.US_EAST_1;
            }
            throw new IllegalArgumentException(
                    "Cannot reach Kinesis Video Streams: no region is set. Set "
                            + AwsOptions.REGION
                            + ", or AWS_REGION in the environment.",
                    e);
        }
    }
}
