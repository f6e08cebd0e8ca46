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

import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.types.DataType;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a column can be of beside the payload: its key, its type, and how its value is read.
 *
 * <p>Saved by name in no state; compiled plans hold the keys.
 */
@SuppressWarnings(
        "ImmutableEnumChecker") // Flink's types and functions without state are immutable.
enum MediaMetadata {
    STREAM_NAME(
            "stream-name",
            DataTypes.STRING().notNull(),
            "The stream's name.",
            new MetadataReader.OfFragment(fragment -> RowValues.text(fragment.streamName()))),
    STREAM_ARN(
            "stream-arn",
            DataTypes.STRING(),
            "The stream's ARN, where the table names the stream by it; else null.",
            new MetadataReader.OfFragment(
                    fragment -> RowValues.text(fragment.stream().arn().orElse(null)))),
    FRAGMENT_NUMBER(
            "fragment-number",
            DataTypes.STRING().notNull(),
            "The fragment's number: decimal digits, unique in the stream and growing, 47 in"
                    + " practice and thus too many for any number of SQL.",
            new MetadataReader.OfFragment(
                    fragment -> RowValues.text(fragment.fragmentNumber().toString()))),
    CONTINUATION_TOKEN(
            "continuation-token",
            DataTypes.STRING().notNull(),
            "The token that continues behind the fragment.",
            new MetadataReader.OfFragment(
                    fragment -> RowValues.text(fragment.continuationToken()))),
    PRODUCER_TIMESTAMP(
            "producer-timestamp",
            DataTypes.TIMESTAMP_LTZ(3).notNull(),
            "The producer's time of the fragment's first frame.",
            new MetadataReader.OfFragment(
                    fragment -> RowValues.timestamp(fragment.producerTimestamp()))),
    SERVER_TIMESTAMP(
            "server-timestamp",
            DataTypes.TIMESTAMP_LTZ(3).notNull(),
            "When the service began to receive the fragment.",
            new MetadataReader.OfFragment(
                    fragment -> RowValues.timestamp(fragment.serverTimestamp()))),
    MILLIS_BEHIND_NOW(
            "millis-behind-now",
            DataTypes.BIGINT(),
            "How long after its arrival the service sent the fragment, in milliseconds; null"
                    + " where the service does not say.",
            new MetadataReader.OfFragment(fragment -> RowValues.whole(fragment.millisBehindNow()))),
    FRAGMENT_TAGS(
            "fragment-tags",
            DataTypes.MAP(
                            DataTypes.STRING().notNull(),
                            DataTypes.ARRAY(DataTypes.STRING().notNull()).notNull())
                    .notNull(),
            "The tags that the producer put beside the media: all values of each name, in order."
                    + " Declared as MAP<STRING, STRING>, the last value of each.",
            new MetadataReader.OfFragment(fragment -> RowValues.allTags(fragment))),
    LAST_FRAGMENT_TAGS(
            "fragment-tags",
            DataTypes.MAP(DataTypes.STRING().notNull(), DataTypes.STRING().notNull()).notNull(),
            FRAGMENT_TAGS.description,
            new MetadataReader.OfFragment(fragment -> RowValues.lastTags(fragment))),
    TRACKS(
            "tracks",
            DataTypes.ARRAY(TrackRows.TYPE.notNull()).notNull(),
            "The fragment's tracks; see below for the fields of one.",
            new MetadataReader.OfFragment(fragment -> TrackRows.of(fragment))),
    FRAME_INDEX(
            "frame-index",
            DataTypes.INT().notNull(),
            "The frame's place in its fragment, from 0.",
            new MetadataReader.OfFrame(frame -> frame.index())),
    FRAME_TIMESTAMP(
            "frame-timestamp",
            DataTypes.TIMESTAMP_LTZ(3).notNull(),
            "The producer's time of the frame.",
            new MetadataReader.OfFrame(frame -> RowValues.timestamp(frame.timestamp()))),
    FRAME_DURATION(
            "frame-duration",
            DataTypes.BIGINT(),
            "How long the frame lasts, in nanoseconds; null where the producer did not say.",
            new MetadataReader.OfFrame(
                    frame -> frame.duration().map(Duration::toNanos).orElse(null))),
    KEY_FRAME(
            "key-frame",
            DataTypes.BOOLEAN().notNull(),
            "Whether the frame decodes without an earlier one.",
            new MetadataReader.OfFrame(frame -> frame.keyFrame())),
    TRACK_NUMBER(
            "track-number",
            DataTypes.BIGINT().notNull(),
            "The number of the frame's track in its fragment.",
            new MetadataReader.OfFrame(frame -> frame.trackNumber())),
    TRACK_NAME(
            "track-name",
            DataTypes.STRING(),
            "The track's name, if it has one; Amazon Connect's are AUDIO_FROM_CUSTOMER and"
                    + " AUDIO_TO_CUSTOMER.",
            new MetadataReader.OfTrack(track -> RowValues.text(track.name().orElse(null)))),
    CODEC_ID(
            "codec-id",
            DataTypes.STRING(),
            "Matroska's name of the codec, such as V_MPEG4/ISO/AVC.",
            new MetadataReader.OfTrack(track -> TrackRows.codecId(track))),
    CODEC_PRIVATE(
            "codec-private",
            DataTypes.BYTES(),
            "What a decoder of the track needs before the first frame.",
            new MetadataReader.OfTrack(track -> TrackRows.codecPrivate(track))),
    WIDTH(
            "width",
            DataTypes.INT(),
            "The picture's width in pixels; null for sound.",
            new MetadataReader.OfTrack(track -> TrackRows.width(track))),
    HEIGHT(
            "height",
            DataTypes.INT(),
            "The picture's height in pixels; null for sound.",
            new MetadataReader.OfTrack(track -> TrackRows.height(track))),
    SAMPLING_RATE(
            "sampling-rate",
            DataTypes.DOUBLE(),
            "The sound's samples per second; null for pictures.",
            new MetadataReader.OfTrack(track -> TrackRows.samplingRate(track))),
    CHANNELS(
            "channels",
            DataTypes.INT(),
            "The sound's channels; null for pictures.",
            new MetadataReader.OfTrack(track -> TrackRows.channels(track)));

    private final String key;
    private final DataType type;
    private final String description;
    private final MetadataReader reader;

    MediaMetadata(String key, DataType type, String description, MetadataReader reader) {
        this.key = key;
        this.type = type;
        this.description = description;
        this.reader = reader;
    }

    String key() {
        return key;
    }

    DataType type() {
        return type;
    }

    String description() {
        return description;
    }

    MetadataReader reader() {
        return reader;
    }

    /** Returns whether only a row that is a frame has it. */
    boolean isOfFrames() {
        return !(reader instanceof MetadataReader.OfFragment);
    }

    /**
     * Returns what the rows of a table can have, by key, always in the same order.
     *
     * @param hasLastTags whether tags are declared with one value for each name
     */
    static Map<String, MediaMetadata> of(ScanRow row, boolean hasLastTags) {
        Map<String, MediaMetadata> byKey = new LinkedHashMap<>();
        MediaMetadata otherTags = hasLastTags ? FRAGMENT_TAGS : LAST_FRAGMENT_TAGS;
        for (MediaMetadata metadata : values()) {
            if (metadata != otherTags && (row == ScanRow.FRAME || !metadata.isOfFrames())) {
                byKey.put(metadata.key, metadata);
            }
        }
        return byKey;
    }
}
