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

import io.github.flinkkvs.media.model.StreamId;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What the service has stored of streams. Thread-safe; nothing blocks. Calls keep the service's
 * limits, and are repeated a few times where a failure may pass; then their futures fail with
 * {@link KvsServiceException}.
 */
public interface FragmentArchive extends AutoCloseable {

    /** Finds where a stream's archive is served. */
    CompletableFuture<StreamArchive> locate(StreamId stream);

    /**
     * Lists the fragments that the service began to receive in a time by its clock, one page a
     * call, in no order. A page may be empty though others follow.
     *
     * @param from the beginning of the time, which belongs to it
     * @param to its end, which belongs to it, too
     * @param nextToken where the page before ended; empty for the first one
     * @see <a
     *     href="https://docs.aws.amazon.com/kinesisvideostreams/latest/dg/API_reader_ListFragments.html">
     *     ListFragments</a>
     */
    CompletableFuture<FragmentPage> listFragments(
            StreamArchive archive, Instant from, Instant to, Optional<String> nextToken);

    /** Ends what is still open, at once. */
    @Override
    void close();
}
