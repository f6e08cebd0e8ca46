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

package io.github.flinkkvs.emulator.media.preview;

import io.github.flinkkvs.emulator.mkv.EbmlElement;
import io.github.flinkkvs.emulator.mkv.MatroskaIds;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The last key frame of a fragment's first video track, and how it is coded. */
final class VideoKeyFrame {
    private static final int VIDEO = 1;
    private static final int KEY_FRAME_FLAG = 0x80;
    private static final int LACING_FLAGS = 0x06;

    private final String codecId;
    private final byte[] codecPrivate;
    private final byte[] bytes;

    private VideoKeyFrame(String codecId, byte[] codecPrivate, byte[] bytes) {
        this.codecId = codecId;
        this.codecPrivate = codecPrivate;
        this.bytes = bytes;
    }

    static Optional<VideoKeyFrame> lastIn(byte[] chunk) {
        List<EbmlElement> elements =
                EbmlElement.at(chunk, 0, chunk.length)
                        .flatMap(header -> EbmlElement.at(chunk, header.end(), chunk.length))
                        .map(EbmlElement::children)
                        .orElse(List.of());
        Optional<EbmlElement> track =
                first(elements, MatroskaIds.TRACKS).stream()
                        .flatMap(tracks -> tracks.children().stream())
                        .filter(entry -> entry.id() == MatroskaIds.TRACK_ENTRY && isVideo(entry))
                        .findFirst();
        Optional<EbmlElement> cluster = first(elements, MatroskaIds.CLUSTER);
        if (track.isEmpty() || cluster.isEmpty()) {
            return Optional.empty();
        }
        String codecId = track.get().child(MatroskaIds.CODEC_ID).map(EbmlElement::text).orElse("");
        byte[] codecPrivate =
                track.get()
                        .child(MatroskaIds.CODEC_PRIVATE)
                        .map(EbmlElement::content)
                        .orElse(new byte[0]);
        return lastFrame(chunk, cluster.get(), number(track.get(), MatroskaIds.TRACK_NUMBER))
                .map(frame -> new VideoKeyFrame(codecId, codecPrivate, frame));
    }

    String codecId() {
        return codecId;
    }

    byte[] codecPrivate() {
        return codecPrivate;
    }

    byte[] bytes() {
        return bytes;
    }

    private static Optional<byte[]> lastFrame(byte[] chunk, EbmlElement cluster, long track) {
        List<EbmlElement> children = cluster.children();
        for (int i = children.size() - 1; i >= 0; i--) {
            EbmlElement child = children.get(i);
            boolean grouped = child.id() == MatroskaIds.BLOCK_GROUP;
            boolean keyGroup = grouped && child.child(MatroskaIds.REFERENCE_BLOCK).isEmpty();
            EbmlElement block = grouped ? child.child(MatroskaIds.BLOCK).orElse(child) : child;
            if ((keyGroup && block.id() == MatroskaIds.BLOCK)
                    || block.id() == MatroskaIds.SIMPLE_BLOCK) {
                Optional<byte[]> frame = keyFrame(chunk, block, track, keyGroup);
                if (frame.isPresent()) {
                    return frame;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<byte[]> keyFrame(
            byte[] chunk, EbmlElement block, long track, boolean keyGroup) {
        int at = block.dataStart();
        if (block.cut() || block.end() - at < 1) {
            return Optional.empty();
        }
        int trackLength = Integer.numberOfLeadingZeros(chunk[at] & 0xFF) - 23;
        int flagsAt = at + trackLength + 2;
        if (trackLength > Long.BYTES || flagsAt >= block.end()) {
            return Optional.empty();
        }
        long number = chunk[at] & (0xFF >> trackLength);
        for (int i = 1; i < trackLength; i++) {
            number = number << Byte.SIZE | (chunk[at + i] & 0xFF);
        }
        int flags = chunk[flagsAt];
        boolean isKeyFrame = keyGroup || (flags & KEY_FRAME_FLAG) != 0;
        if (number != track || !isKeyFrame || (flags & LACING_FLAGS) != 0) {
            return Optional.empty();
        }
        return Optional.of(Arrays.copyOfRange(chunk, flagsAt + 1, block.end()));
    }

    private static boolean isVideo(EbmlElement entry) {
        return number(entry, MatroskaIds.TRACK_TYPE) == VIDEO;
    }

    private static long number(EbmlElement parent, int id) {
        return parent.child(id).map(EbmlElement::unsigned).orElse(-1L);
    }

    private static Optional<EbmlElement> first(List<EbmlElement> elements, int id) {
        return elements.stream().filter(element -> element.id() == id).findFirst();
    }
}
