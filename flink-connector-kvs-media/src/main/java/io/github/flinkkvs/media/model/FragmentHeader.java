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

package io.github.flinkkvs.media.model;

import org.apache.flink.annotation.PublicEvolving;

import java.time.Instant;
import java.util.OptionalLong;

/**
 * What the service says of a fragment, in the tags that it puts around the fragment's cluster.
 *
 * @param fragmentNumber the number, unique in the stream
 * @param continuationToken the token that continues behind the fragment
 * @param producerTimestamp the producer's time of the fragment's first frame
 * @param serverTimestamp when the service began to receive the fragment
 * @param millisBehindNow the reader's distance to the stream's newest data when the fragment was
 *     sent, if the service said so
 * @see <a
 *     href="https://docs.aws.amazon.com/kinesisvideostreams/latest/dg/API_dataplane_GetMedia.html">
 *     API reference, GetMedia</a>
 */
@PublicEvolving
public record FragmentHeader(
        FragmentNumber fragmentNumber,
        String continuationToken,
        Instant producerTimestamp,
        Instant serverTimestamp,
        OptionalLong millisBehindNow) {}
