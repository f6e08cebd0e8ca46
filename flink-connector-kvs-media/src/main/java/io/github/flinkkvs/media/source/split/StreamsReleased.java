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

package io.github.flinkkvs.media.source.split;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.connector.source.SourceEvent;

import java.util.List;

/**
 * Tells a reader to let go of streams that the search has given up. Flink orders it with
 * assignments and checkpoints; it may come more than once, and name streams that the reader does
 * not have.
 *
 * @param splitIds the splits, by id
 */
@Internal
public record StreamsReleased(List<String> splitIds) implements SourceEvent {

    private static final long serialVersionUID = 1L;

    public StreamsReleased {
        splitIds = List.copyOf(splitIds);
    }
}
