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
import io.github.flinkkvs.media.model.MediaTrack;

import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.functions.sink.filesystem.BucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.SimpleVersionedStringSerializer;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.zip.CRC32;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The folder of a fragment: its stream, the day and hour when it was taken, by the producer's clock
 * and in UTC, and its tracks. One Matroska file has one declaration of tracks: a camera whose codec
 * or picture size is changed goes on in another folder.
 */
final class PartitionOfFragment implements BucketAssigner<MediaFragment, String> {

    private static final long serialVersionUID = 1L;
    private static final DateTimeFormatter HOUR =
            DateTimeFormatter.ofPattern("'day='uuuu-MM-dd'/hour='HH").withZone(ZoneOffset.UTC);

    @Override
    public String getBucketId(MediaFragment fragment, Context context) {
        return of(fragment);
    }

    static String of(MediaFragment fragment) {
        CRC32 tracks = new CRC32();
        fragment.tracks().forEach(track -> update(tracks, track));
        return "stream=%s/%s/tracks=%s"
                .formatted(
                        fragment.streamName(),
                        HOUR.format(fragment.producerTimestamp()),
                        HexFormat.of().toHexDigits((int) tracks.getValue()));
    }

    /** All but the uid, which some producers make up anew at each start. */
    private static void update(CRC32 tracks, MediaTrack track) {
        String text =
                "%s %s %s %s %s %s %s %s "
                        .formatted(
                                track.number(),
                                track.type(),
                                track.codecId(),
                                track.name(),
                                track.language(),
                                track.defaultDuration(),
                                track.video(),
                                track.audio());
        tracks.update(text.getBytes(UTF_8));
        tracks.update(track.codecPrivate());
    }

    @Override
    public SimpleVersionedSerializer<String> getSerializer() {
        return SimpleVersionedStringSerializer.INSTANCE;
    }
}
