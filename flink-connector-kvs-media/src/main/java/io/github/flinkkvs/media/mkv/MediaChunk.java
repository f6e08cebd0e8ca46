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

package io.github.flinkkvs.media.mkv;

import io.github.flinkkvs.media.model.FragmentHeader;
import io.github.flinkkvs.media.model.FrameIndex;
import io.github.flinkkvs.media.model.MediaTag;
import io.github.flinkkvs.media.model.MediaTrack;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/** A complete fragment as the service sent it, from its EBML header to the end of its trailer. */
public final class MediaChunk implements ChunkEvent {

    private final byte[] bytes;
    private final int length;
    private final long position;
    private final FragmentHeader header;
    private final List<MediaTag> tags;
    private final List<MediaTrack> tracks;
    private final FrameIndex frames;

    MediaChunk(
            byte[] bytes,
            int length,
            long position,
            FragmentHeader header,
            List<MediaTag> tags,
            List<MediaTrack> tracks,
            FrameIndex frames) {
        this.bytes = bytes;
        this.length = length;
        this.position = position;
        this.header = header;
        this.tags = tags;
        this.tracks = tracks;
        this.frames = frames;
    }

    /**
     * The chunk's bytes and then some unused room, less than the chunk itself; empty where media
     * are not kept. The array is not copied and belongs to the receiver from here on.
     */
    public byte[] bytes() {
        return bytes;
    }

    /** How many bytes the chunk has, and how many of {@link #bytes} are the chunk, if kept. */
    public int length() {
        return length;
    }

    /** The stream offset of the chunk's first byte. */
    public long position() {
        return position;
    }

    /** What the service says of it. */
    public FragmentHeader header() {
        return header;
    }

    /** Decimal digits, too many for a {@code long}. */
    public String fragmentNumber() {
        return header.fragmentNumber().toString();
    }

    public String continuationToken() {
        return header.continuationToken();
    }

    public Instant producerTimestamp() {
        return header.producerTimestamp();
    }

    public Instant serverTimestamp() {
        return header.serverTimestamp();
    }

    /** How far this fragment lay behind the present when the service sent it. */
    public OptionalLong millisBehindNow() {
        return header.millisBehindNow();
    }

    /**
     * The producer's and users' tags in the order of the stream; the service's own are not among
     * them.
     */
    public List<MediaTag> tags() {
        return tags;
    }

    /** The same instance as the chunk before it had, where the tracks are the same. */
    public List<MediaTrack> tracks() {
        return tracks;
    }

    public FrameIndex frames() {
        return frames;
    }

    @Override
    public String toString() {
        return "MediaChunk{fragmentNumber=%s, position=%d, length=%d, %s}"
                .formatted(fragmentNumber(), position, length, frames);
    }
}
