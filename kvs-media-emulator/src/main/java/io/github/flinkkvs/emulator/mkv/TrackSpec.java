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

package io.github.flinkkvs.emulator.mkv;

import java.util.function.Consumer;

/** One track of media to be written: what its {@code TrackEntry} says. Immutable. */
public final class TrackSpec {
    private static final int TYPE_VIDEO = 1;
    private static final int TYPE_AUDIO = 2;

    private final int number;
    private final int type;
    private final String codecId;
    private final String name;
    private final byte[] codecPrivate;
    private final Consumer<EbmlWriter> settings;

    private TrackSpec(
            int number,
            int type,
            String codecId,
            String name,
            byte[] codecPrivate,
            Consumer<EbmlWriter> settings) {
        this.number = number;
        this.type = type;
        this.codecId = codecId;
        this.name = name;
        this.codecPrivate = codecPrivate;
        this.settings = settings;
    }

    /** A video track without codec private data. */
    public static TrackSpec video(int number, String codecId, int width, int height) {
        return new TrackSpec(
                number,
                TYPE_VIDEO,
                codecId,
                "video",
                new byte[0],
                entry ->
                        entry.master(
                                MatroskaIds.VIDEO,
                                video ->
                                        video.unsigned(MatroskaIds.PIXEL_WIDTH, width)
                                                .unsigned(MatroskaIds.PIXEL_HEIGHT, height)));
    }

    /** An audio track without codec private data. */
    public static TrackSpec audio(int number, String codecId, int hertz, int channels, int bits) {
        return new TrackSpec(
                number,
                TYPE_AUDIO,
                codecId,
                "audio",
                new byte[0],
                entry ->
                        entry.master(
                                MatroskaIds.AUDIO,
                                audio ->
                                        audio.decimal(MatroskaIds.SAMPLING_FREQUENCY, hertz)
                                                .unsigned(MatroskaIds.CHANNELS, channels)
                                                .unsigned(MatroskaIds.BIT_DEPTH, bits)));
    }

    /** An audio track that says nothing of its sampling. */
    public static TrackSpec audio(int number, String codecId) {
        return new TrackSpec(number, TYPE_AUDIO, codecId, "audio", new byte[0], entry -> {});
    }

    public TrackSpec named(String newName) {
        return new TrackSpec(number, type, codecId, newName, codecPrivate, settings);
    }

    public TrackSpec withCodecPrivate(byte[] newCodecPrivate) {
        return new TrackSpec(number, type, codecId, name, newCodecPrivate.clone(), settings);
    }

    public int number() {
        return number;
    }

    void writeTo(EbmlWriter tracks) {
        tracks.master(
                MatroskaIds.TRACK_ENTRY,
                entry -> {
                    entry.unsigned(MatroskaIds.TRACK_NUMBER, number)
                            .unsigned(MatroskaIds.TRACK_UID, number)
                            .unsigned(MatroskaIds.TRACK_TYPE, type)
                            .unsigned(MatroskaIds.FLAG_LACING, 0)
                            .text(MatroskaIds.TRACK_NAME, name)
                            .text(MatroskaIds.CODEC_ID, codecId);
                    if (codecPrivate.length > 0) {
                        entry.element(MatroskaIds.CODEC_PRIVATE, codecPrivate);
                    }
                    settings.accept(entry);
                });
    }
}
