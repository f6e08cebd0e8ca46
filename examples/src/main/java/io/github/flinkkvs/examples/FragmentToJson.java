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

package io.github.flinkkvs.examples;

import io.github.flinkkvs.media.model.MediaFragment;
import io.github.flinkkvs.media.model.MediaTrack;

import org.apache.flink.api.common.functions.MapFunction;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;

/** A fragment as a line of JSON. */
final class FragmentToJson implements MapFunction<MediaFragment, String> {

    private static final long serialVersionUID = 1L;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Always with milliseconds, where {@link Instant#toString} leaves zeros out. */
    private static final DateTimeFormatter MILLISECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    @Override
    public String map(MediaFragment fragment) throws JsonProcessingException {
        ObjectNode line = JSON.createObjectNode();
        line.put("streamName", fragment.streamName());
        line.put("fragmentNumber", fragment.fragmentNumber().toString());
        line.put("continuationToken", fragment.continuationToken());
        line.put("producerTimestamp", MILLISECONDS.format(fragment.producerTimestamp()));
        line.put("serverTimestamp", MILLISECONDS.format(fragment.serverTimestamp()));
        fragment.millisBehindNow()
                .ifPresentOrElse(
                        millis -> line.put("millisBehindNow", millis),
                        () -> line.putNull("millisBehindNow"));
        ObjectNode tags = line.putObject("tags");
        fragment.tagValues().forEach((name, values) -> values.forEach(tags.withArray(name)::add));
        addTracks(fragment, line.putArray("tracks"));
        line.put("frames", fragment.frameCount());
        line.put("keyFrames", fragment.keyFrameCount());
        line.put("bytes", fragment.chunkLength());
        line.put("sha256", sha256(fragment));
        return JSON.writeValueAsString(line);
    }

    private static void addTracks(MediaFragment fragment, ArrayNode tracks) {
        for (MediaTrack track : fragment.tracks()) {
            tracks.addObject()
                    .put("number", track.number())
                    .put("type", track.type().code())
                    .put("codecId", track.codecId())
                    .put("name", track.name().orElse(null));
        }
    }

    private static String sha256(MediaFragment fragment) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(fragment.chunk());
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256.", e);
        }
    }
}
