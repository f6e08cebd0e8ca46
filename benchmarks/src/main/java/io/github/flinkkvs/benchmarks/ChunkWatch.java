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

package io.github.flinkkvs.benchmarks;

import io.github.flinkkvs.emulator.mkv.EbmlElement;
import io.github.flinkkvs.emulator.mkv.MatroskaIds;
import io.github.flinkkvs.emulator.mkv.ServiceTags;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Follows the media of one session, pushed in pieces of any length, and tells of each fragment when
 * its trailer is whole. Frames are counted but not kept. Not thread-safe.
 */
final class ChunkWatch {
    private static final int LONGEST_HEAD = 12;

    private final Consumer<Received> fragments;
    private final byte[] head = new byte[LONGEST_HEAD];
    private final Map<String, String> tags = new HashMap<>();
    private int headLength;
    private byte[] element;
    private int filled;
    private long skip;
    private int frames;
    private boolean open;

    /** A fragment that came as a whole. */
    record Received(String number, long producerMillis, int frames) {}

    ChunkWatch(Consumer<Received> fragments) {
        this.fragments = fragments;
    }

    /**
     * Takes all the bytes.
     *
     * @throws IllegalStateException if a chunk begins before the last one had its trailer
     */
    void accept(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            if (skip > 0) {
                int length = (int) Math.min(skip, bytes.remaining());
                bytes.position(bytes.position() + length);
                skip -= length;
            } else if (element != null) {
                fill(bytes);
            } else {
                readHead(bytes);
            }
        }
    }

    private void readHead(ByteBuffer bytes) {
        head[headLength++] = bytes.get();
        int idLength = length(head[0]);
        if (headLength <= idLength || headLength < idLength + length(head[idLength])) {
            return;
        }
        int sizeLength = headLength - idLength;
        long size = number(idLength, sizeLength) & ((1L << (7 * sizeLength)) - 1);
        int id = (int) number(0, idLength);
        switch (id) {
            case MatroskaIds.SEGMENT, MatroskaIds.CLUSTER -> {}
            case MatroskaIds.TAGS -> {
                element = new byte[(int) (headLength + size)];
                System.arraycopy(head, 0, element, 0, headLength);
                filled = headLength;
            }
            default -> skip = size;
        }
        frames += id == MatroskaIds.SIMPLE_BLOCK ? 1 : 0;
        headLength = 0;
        if (id == MatroskaIds.EBML) {
            beginChunk();
        }
    }

    private void beginChunk() {
        if (open) {
            throw new IllegalStateException("A chunk lacks its trailer: " + tags);
        }
        open = true;
        frames = 0;
        tags.clear();
    }

    private void fill(ByteBuffer bytes) {
        int length = Math.min(bytes.remaining(), element.length - filled);
        bytes.get(element, filled, length);
        filled += length;
        if (filled == element.length) {
            EbmlElement all = EbmlElement.at(element, 0, element.length).orElseThrow();
            all.wholeChildren().stream()
                    .flatMap(tag -> tag.wholeChildren().stream())
                    .forEach(this::tag);
            element = null;
            if (tags.containsKey(ServiceTags.MILLIS_BEHIND_NOW)) {
                endChunk();
            }
        }
    }

    private void tag(EbmlElement pair) {
        String name = pair.child(MatroskaIds.TAG_NAME).map(EbmlElement::text).orElse("");
        tags.put(name, pair.child(MatroskaIds.TAG_STRING).map(EbmlElement::text).orElse(""));
    }

    private void endChunk() {
        open = false;
        String producer = tags.get(ServiceTags.PRODUCER_TIMESTAMP);
        fragments.accept(
                new Received(
                        tags.get(ServiceTags.FRAGMENT_NUMBER),
                        new BigDecimal(producer).movePointRight(3).longValueExact(),
                        frames));
        tags.clear();
    }

    private static int length(byte first) {
        return Integer.numberOfLeadingZeros(first & 0xFF) - 23;
    }

    private long number(int from, int length) {
        long value = 0;
        for (int i = from; i < from + length; i++) {
            value = (value << 8) | (head[i] & 0xFF);
        }
        return value;
    }
}
