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

package io.github.flinkkvs.examples.archive;

import io.github.flinkkvs.media.model.MediaFragment;
import io.github.flinkkvs.media.model.MediaFrame;

import org.apache.flink.api.common.functions.MapFunction;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** A row of the index of fragments, as a line of JSON. */
final class IndexLine implements MapFunction<MediaFragment, String> {

    private static final long serialVersionUID = 1L;
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public String map(MediaFragment fragment) throws JsonProcessingException {
        List<Instant> times =
                fragment.frames().stream()
                        .map(MediaFrame::timestamp)
                        .sorted(Comparator.naturalOrder())
                        .toList();
        Instant start = fragment.producerTimestamp();
        ObjectNode line = JSON.createObjectNode();
        line.put("stream_name", fragment.streamName());
        line.put("fragment_number", fragment.fragmentNumber().toString());
        line.put("folder", PartitionOfFragment.of(fragment));
        line.put("first_frame", (times.isEmpty() ? start : times.get(0)).toString());
        line.put("last_frame", (times.isEmpty() ? start : times.get(times.size() - 1)).toString());
        line.put("received", fragment.serverTimestamp().toString());
        line.put("frames", fragment.frameCount());
        line.put("chunk_bytes", fragment.chunkLength());
        return JSON.writeValueAsString(line);
    }
}
