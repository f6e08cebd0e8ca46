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

package io.github.flinkkvs.media.source.subscriber;

import io.github.flinkkvs.media.client.StreamDescription;

import org.apache.flink.annotation.Internal;

import java.util.List;

/** Finds the streams that there are at present. */
@Internal
public interface StreamSearch extends AutoCloseable {

    /**
     * Waits, then searches. Worker thread; ends early when it is interrupted or closed.
     *
     * @param delayMillis how long to wait before
     * @return every stream that matches and can be read, each name once
     */
    List<StreamDescription> searchAfter(long delayMillis) throws Exception;

    /** Ends a search that runs, from another thread. */
    @Override
    void close();
}
