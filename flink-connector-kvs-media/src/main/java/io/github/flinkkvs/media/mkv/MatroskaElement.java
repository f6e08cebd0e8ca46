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

/**
 * The Matroska elements that the parser knows by id, with their names as in the specification up to
 * version 4.
 *
 * <p>All others are passed over by their size. A {@link Kind#SKIPPED_MASTER} is known only because
 * its beginning ends a cluster of unknown size.
 */
enum MatroskaElement {
    VOID(0xEC, "Void"),
    CRC_32(0xBF, "CRC-32"),

    EBML(0x1A45DFA3, "EBML", Kind.MASTER, null),
    SEGMENT(0x18538067, "Segment", Kind.MASTER, null),

    SEEK_HEAD(0x114D9B74, "SeekHead", Kind.SKIPPED_MASTER, SEGMENT),
    CUES(0x1C53BB6B, "Cues", Kind.SKIPPED_MASTER, SEGMENT),
    CHAPTERS(0x1043A770, "Chapters", Kind.SKIPPED_MASTER, SEGMENT),
    ATTACHMENTS(0x1941A469, "Attachments", Kind.SKIPPED_MASTER, SEGMENT),

    INFO(0x1549A966, "Info", Kind.MASTER, SEGMENT),
    TIMECODE_SCALE(0x2AD7B1, "TimecodeScale", Kind.UNSIGNED, INFO),

    TRACKS(0x1654AE6B, "Tracks", Kind.MASTER, SEGMENT),
    TRACK_ENTRY(0xAE, "TrackEntry", Kind.MASTER, TRACKS),
    TRACK_NUMBER(0xD7, "TrackNumber", Kind.UNSIGNED, TRACK_ENTRY),
    TRACK_UID(0x73C5, "TrackUID", Kind.UNSIGNED, TRACK_ENTRY),
    TRACK_TYPE(0x83, "TrackType", Kind.UNSIGNED, TRACK_ENTRY),
    DEFAULT_DURATION(0x23E383, "DefaultDuration", Kind.UNSIGNED, TRACK_ENTRY),
    NAME(0x536E, "Name", Kind.TEXT, TRACK_ENTRY),
    LANGUAGE(0x22B59C, "Language", Kind.TEXT, TRACK_ENTRY),
    CODEC_ID(0x86, "CodecID", Kind.TEXT, TRACK_ENTRY),
    CODEC_PRIVATE(0x63A2, "CodecPrivate", Kind.BINARY, TRACK_ENTRY),
    VIDEO(0xE0, "Video", Kind.MASTER, TRACK_ENTRY),
    PIXEL_WIDTH(0xB0, "PixelWidth", Kind.UNSIGNED, VIDEO),
    PIXEL_HEIGHT(0xBA, "PixelHeight", Kind.UNSIGNED, VIDEO),
    AUDIO(0xE1, "Audio", Kind.MASTER, TRACK_ENTRY),
    SAMPLING_FREQUENCY(0xB5, "SamplingFrequency", Kind.FLOAT, AUDIO),
    CHANNELS(0x9F, "Channels", Kind.UNSIGNED, AUDIO),
    BIT_DEPTH(0x6264, "BitDepth", Kind.UNSIGNED, AUDIO),

    CLUSTER(0x1F43B675, "Cluster", Kind.MASTER, SEGMENT),
    TIMECODE(0xE7, "Timecode", Kind.UNSIGNED, CLUSTER),
    SIMPLE_BLOCK(0xA3, "SimpleBlock", Kind.BINARY, CLUSTER),
    BLOCK_GROUP(0xA0, "BlockGroup", Kind.MASTER, CLUSTER),
    BLOCK(0xA1, "Block", Kind.BINARY, BLOCK_GROUP),
    BLOCK_DURATION(0x9B, "BlockDuration", Kind.UNSIGNED, BLOCK_GROUP),
    REFERENCE_BLOCK(0xFB, "ReferenceBlock", Kind.SIGNED, BLOCK_GROUP),

    TAGS(0x1254C367, "Tags", Kind.MASTER, SEGMENT),
    TAG(0x7373, "Tag", Kind.MASTER, TAGS),
    SIMPLE_TAG(0x67C8, "SimpleTag", Kind.MASTER, TAG),
    TAG_NAME(0x45A3, "TagName", Kind.TEXT, SIMPLE_TAG),
    TAG_STRING(0x4487, "TagString", Kind.TEXT, SIMPLE_TAG);

    private static final int GLOBAL_LEVEL = -1;

    /**
     * Open addressing over a power of two of slots; no boxing, and one probe for each look-up: the
     * multiplier was chosen so that no two of the ids share a slot.
     */
    private static final MatroskaElement[] BY_ID = new MatroskaElement[128];

    static {
        for (MatroskaElement element : values()) {
            int slot = slot(element.id);
            while (BY_ID[slot] != null) {
                slot = next(slot);
            }
            BY_ID[slot] = element;
        }
    }

    private final int id;
    private final String specName;
    private final Kind kind;
    private final MatroskaElement parent;
    private final int level;

    MatroskaElement(int id, String specName) {
        this.id = id;
        this.specName = specName;
        this.kind = Kind.BINARY;
        this.parent = null;
        this.level = -1;
    }

    MatroskaElement(int id, String specName, Kind kind, MatroskaElement parent) {
        this.id = id;
        this.specName = specName;
        this.kind = kind;
        this.parent = parent;
        this.level = parent == null ? 0 : parent.level + 1;
    }

    /** The element with this id, or null where it is none of ours. */
    static MatroskaElement ofId(int id) {
        int slot = slot(id);
        while (BY_ID[slot] != null && BY_ID[slot].id != id) {
            slot = next(slot);
        }
        return BY_ID[slot];
    }

    int id() {
        return id;
    }

    String specName() {
        return specName;
    }

    Kind kind() {
        return kind;
    }

    /**
     * How many elements stand around it by the specification; -1 for those that may stand anywhere.
     */
    int level() {
        return level;
    }

    /** Whether it may stand inside {@code around}, or at the top where that is null. */
    boolean belongsIn(MatroskaElement around) {
        return level == GLOBAL_LEVEL
                || parent == around
                || (this == SIMPLE_TAG && around == SIMPLE_TAG);
    }

    /** Whether its beginning ends a {@code master} of unknown size. */
    boolean ends(MatroskaElement master) {
        return level != GLOBAL_LEVEL && level <= master.level;
    }

    boolean mayHaveUnknownSize() {
        return this == SEGMENT || this == CLUSTER;
    }

    private static int slot(int id) {
        return (id * 0xAC0AE4E3) >>> 25;
    }

    private static int next(int slot) {
        return (slot + 1) & (BY_ID.length - 1);
    }

    /** What an element's payload is. */
    enum Kind {
        MASTER,
        SKIPPED_MASTER,
        UNSIGNED,
        SIGNED,
        FLOAT,
        TEXT,
        BINARY
    }
}
