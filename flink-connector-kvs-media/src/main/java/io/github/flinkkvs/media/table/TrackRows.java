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

package io.github.flinkkvs.media.table;

import io.github.flinkkvs.media.model.MediaFragment;
import io.github.flinkkvs.media.model.MediaTrack;

import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.types.DataType;

import javax.annotation.Nullable;

import java.time.Duration;
import java.util.Locale;

/** Tracks as rows. Absent properties are null. */
final class TrackRows {

    static final DataType TYPE =
            DataTypes.ROW(
                    DataTypes.FIELD(
                            "number",
                            DataTypes.BIGINT().notNull(),
                            "By which frames name their track."),
                    DataTypes.FIELD(
                            "type",
                            DataTypes.STRING().notNull(),
                            "Such as video, audio, metadata; unknown where the producer gave none."),
                    DataTypes.FIELD(
                            "codec_id", DataTypes.STRING(), "Matroska's name of the codec."),
                    DataTypes.FIELD("name", DataTypes.STRING(), "The track's name."),
                    DataTypes.FIELD("language", DataTypes.STRING(), "The track's language."),
                    DataTypes.FIELD(
                            "codec_private",
                            DataTypes.BYTES(),
                            "What a decoder needs before the first frame."),
                    DataTypes.FIELD(
                            "default_duration",
                            DataTypes.BIGINT(),
                            "How long a frame lasts that does not say so itself, in nanoseconds."),
                    DataTypes.FIELD("width", DataTypes.INT(), "In pixels; of pictures."),
                    DataTypes.FIELD("height", DataTypes.INT(), "In pixels; of pictures."),
                    DataTypes.FIELD(
                            "sampling_rate",
                            DataTypes.DOUBLE(),
                            "In samples per second; of sound."),
                    DataTypes.FIELD("channels", DataTypes.INT(), "Of sound."),
                    DataTypes.FIELD("bit_depth", DataTypes.INT(), "Of sound."));

    private TrackRows() {}

    static ArrayData of(MediaFragment fragment) {
        return new GenericArrayData(fragment.tracks().stream().map(TrackRows::row).toArray());
    }

    private static GenericRowData row(MediaTrack track) {
        return GenericRowData.of(
                track.number(),
                RowValues.text(track.type().name().toLowerCase(Locale.ROOT)),
                codecId(track),
                RowValues.text(track.name().orElse(null)),
                RowValues.text(track.language().orElse(null)),
                codecPrivate(track),
                track.defaultDuration().map(Duration::toNanos).orElse(null),
                width(track),
                height(track),
                samplingRate(track),
                channels(track),
                bitDepth(track));
    }

    @Nullable
    static Object codecId(MediaTrack track) {
        return track.codecId().isEmpty() ? null : RowValues.text(track.codecId());
    }

    @Nullable
    static Object codecPrivate(MediaTrack track) {
        byte[] bytes = RowValues.bytes(track.codecPrivate());
        return bytes.length == 0 ? null : bytes;
    }

    @Nullable
    static Object width(MediaTrack track) {
        return track.video().map(MediaTrack.Video::pixelWidth).orElse(null);
    }

    @Nullable
    static Object height(MediaTrack track) {
        return track.video().map(MediaTrack.Video::pixelHeight).orElse(null);
    }

    @Nullable
    static Object samplingRate(MediaTrack track) {
        return track.audio().map(MediaTrack.Audio::samplingFrequency).orElse(null);
    }

    @Nullable
    static Object channels(MediaTrack track) {
        return track.audio().map(MediaTrack.Audio::channels).orElse(null);
    }

    @Nullable
    private static Object bitDepth(MediaTrack track) {
        return track.audio()
                .map(MediaTrack.Audio::bitDepth)
                .filter(depth -> depth.isPresent())
                .map(depth -> depth.getAsInt())
                .orElse(null);
    }
}
