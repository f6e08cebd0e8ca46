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

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/** One track of a fragment: what its frames are and how to decode them. Immutable. */
public final class MediaTrack {

    private final long number;
    private final BigInteger uid;
    private final MediaTrackType type;
    private final String codecId;
    private final String name;
    private final String language;
    private final byte[] codecPrivate;
    private final Duration defaultDuration;
    private final Video video;
    private final Audio audio;

    MediaTrack(MediaTrackBuilder builder) {
        this.number = builder.number;
        this.uid = builder.uid;
        this.type = builder.type;
        this.codecId = builder.codecId;
        this.name = builder.name;
        this.language = builder.language;
        this.codecPrivate = builder.codecPrivate;
        this.defaultDuration = builder.defaultDuration;
        this.video = builder.video;
        this.audio = builder.audio;
    }

    public static MediaTrackBuilder builder() {
        return new MediaTrackBuilder();
    }

    /**
     * What is known of a track that frames name and no fragment declares: its number, which may
     * even be 0.
     */
    static MediaTrack undeclared(long number) {
        return new MediaTrack(builder().number(number));
    }

    /** The number by which frames name their track. */
    public long number() {
        return number;
    }

    /** The producer's id of the track, an unsigned 64-bit value. */
    public Optional<BigInteger> uid() {
        return Optional.ofNullable(uid);
    }

    public MediaTrackType type() {
        return type;
    }

    /**
     * Matroska's name of the codec, such as {@code V_MPEG4/ISO/AVC}; empty where the producer gave
     * none.
     */
    public String codecId() {
        return codecId;
    }

    public Optional<String> name() {
        return Optional.ofNullable(name);
    }

    public Optional<String> language() {
        return Optional.ofNullable(language);
    }

    /**
     * What the decoder needs before the first frame, read-only; no bytes where the producer gave
     * none.
     */
    public ByteBuffer codecPrivate() {
        return ByteBuffer.wrap(codecPrivate).asReadOnlyBuffer();
    }

    /** How long a frame lasts that does not say so itself. */
    public Optional<Duration> defaultDuration() {
        return Optional.ofNullable(defaultDuration);
    }

    public Optional<Video> video() {
        return Optional.ofNullable(video);
    }

    public Optional<Audio> audio() {
        return Optional.ofNullable(audio);
    }

    /** Writes the track in the form that {@link #readFrom} reads. */
    public void writeTo(DataOutput out) throws IOException {
        MediaTrackFormat.write(this, out);
    }

    /**
     * Reads what {@link #writeTo} wrote; bytes it cannot have written are an {@link IOException}.
     */
    public static MediaTrack readFrom(DataInput in) throws IOException {
        return MediaTrackFormat.read(in);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MediaTrack that
                && number == that.number
                && type == that.type
                && codecId.equals(that.codecId)
                && Objects.equals(uid, that.uid)
                && Objects.equals(name, that.name)
                && Objects.equals(language, that.language)
                && Objects.equals(defaultDuration, that.defaultDuration)
                && Objects.equals(video, that.video)
                && Objects.equals(audio, that.audio)
                && Arrays.equals(codecPrivate, that.codecPrivate);
    }

    @Override
    public int hashCode() {
        return Objects.hash(number, uid, type, codecId, name);
    }

    @Override
    public String toString() {
        return "MediaTrack{number=%d, type=%s, codecId=%s, name=%s, codecPrivate=%d bytes}"
                .formatted(number, type, codecId, name, codecPrivate.length);
    }

    /** The picture as it is coded, in pixels. */
    public record Video(int pixelWidth, int pixelHeight) {}

    /** The sound as it is coded; the frequency is in Hz. */
    public record Audio(double samplingFrequency, int channels, OptionalInt bitDepth) {}
}
