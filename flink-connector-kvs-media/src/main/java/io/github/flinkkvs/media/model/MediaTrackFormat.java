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
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The binary form of a {@link MediaTrack}: its fields in one fixed order, each optional one behind
 * a presence byte.
 *
 * <p>State may hold this form: a change of it needs a new version in the serializer that uses it.
 */
final class MediaTrackFormat {

    /**
     * Longer lengths than these cannot come from {@link #write}: the parser's own limits lie below
     * them.
     */
    private static final int MAX_TEXT_BYTES = 4 << 20;

    private static final int MAX_CODEC_PRIVATE_BYTES = 64 << 20;

    private MediaTrackFormat() {}

    static void write(MediaTrack track, DataOutput out) throws IOException {
        out.writeLong(track.number());
        out.writeByte(track.type().code());
        writeText(track.codecId(), out);
        writeOptional(track.uid(), out, (uid, o) -> o.writeLong(uid.longValue()));
        writeOptional(track.name(), out, MediaTrackFormat::writeText);
        writeOptional(track.language(), out, MediaTrackFormat::writeText);
        writeOptional(track.defaultDuration(), out, (d, o) -> o.writeLong(d.toNanos()));
        writeOptional(track.video(), out, MediaTrackFormat::writeVideo);
        writeOptional(track.audio(), out, MediaTrackFormat::writeAudio);
        byte[] codecPrivate = new byte[track.codecPrivate().remaining()];
        track.codecPrivate().get(codecPrivate);
        writeBytes(codecPrivate, MAX_CODEC_PRIVATE_BYTES, out);
    }

    static MediaTrack read(DataInput in) throws IOException {
        MediaTrackBuilder track = MediaTrack.builder().number(in.readLong());
        track.type(MediaTrackType.ofCode(in.readUnsignedByte()));
        track.codecId(readText(in));
        track.uid(readOptional(in, i -> new BigInteger(Long.toUnsignedString(i.readLong()))));
        track.name(readOptional(in, MediaTrackFormat::readText));
        track.language(readOptional(in, MediaTrackFormat::readText));
        track.defaultDuration(readOptional(in, i -> Duration.ofNanos(i.readLong())));
        track.video(readOptional(in, i -> new MediaTrack.Video(i.readInt(), i.readInt())));
        track.audio(readOptional(in, MediaTrackFormat::readAudio));
        track.codecPrivate(readBytes(in, MAX_CODEC_PRIVATE_BYTES));
        try {
            return track.build();
        } catch (IllegalArgumentException e) {
            throw new IOException("Cannot read a media track: " + e.getMessage(), e);
        }
    }

    private static void writeVideo(MediaTrack.Video video, DataOutput out) throws IOException {
        out.writeInt(video.pixelWidth());
        out.writeInt(video.pixelHeight());
    }

    private static void writeAudio(MediaTrack.Audio audio, DataOutput out) throws IOException {
        out.writeDouble(audio.samplingFrequency());
        out.writeInt(audio.channels());
        out.writeBoolean(audio.bitDepth().isPresent());
        out.writeInt(audio.bitDepth().orElse(0));
    }

    private static MediaTrack.Audio readAudio(DataInput in) throws IOException {
        double samplingFrequency = in.readDouble();
        int channels = in.readInt();
        boolean hasBitDepth = in.readBoolean();
        int bitDepth = in.readInt();
        return new MediaTrack.Audio(
                samplingFrequency,
                channels,
                hasBitDepth ? OptionalInt.of(bitDepth) : OptionalInt.empty());
    }

    private static void writeText(String text, DataOutput out) throws IOException {
        writeBytes(text.getBytes(UTF_8), MAX_TEXT_BYTES, out);
    }

    private static String readText(DataInput in) throws IOException {
        return new String(readBytes(in, MAX_TEXT_BYTES), UTF_8);
    }

    private static void writeBytes(byte[] bytes, int limit, DataOutput out) throws IOException {
        checkLength("write", bytes.length, limit);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] readBytes(DataInput in, int limit) throws IOException {
        int length = in.readInt();
        checkLength("read", length, limit);
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }

    private static void checkLength(String verb, int length, int limit) throws IOException {
        if (length < 0 || length > limit) {
            throw new IOException(
                    "Cannot %s a media track: a field of %d bytes, at most %d are possible"
                            .formatted(verb, length, limit));
        }
    }

    private static <T> void writeOptional(Optional<T> value, DataOutput out, Writer<T> writer)
            throws IOException {
        out.writeBoolean(value.isPresent());
        if (value.isPresent()) {
            writer.write(value.get(), out);
        }
    }

    private static <T> T readOptional(DataInput in, Reader<T> reader) throws IOException {
        return in.readBoolean() ? reader.read(in) : null;
    }

    /** Writes one field. */
    private interface Writer<T> {
        void write(T value, DataOutput out) throws IOException;
    }

    /** Reads one field. */
    private interface Reader<T> {
        T read(DataInput in) throws IOException;
    }
}
