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

/** The element ids that the emulator reads or writes, with their length markers. */
public final class MatroskaIds {
    public static final int EBML = 0x1A45DFA3;
    public static final int EBML_VERSION = 0x4286;
    public static final int EBML_READ_VERSION = 0x42F7;
    public static final int EBML_MAX_ID_LENGTH = 0x42F2;
    public static final int EBML_MAX_SIZE_LENGTH = 0x42F3;
    public static final int DOC_TYPE = 0x4282;
    public static final int DOC_TYPE_VERSION = 0x4287;
    public static final int DOC_TYPE_READ_VERSION = 0x4285;

    public static final int SEGMENT = 0x18538067;
    public static final int SEEK_HEAD = 0x114D9B74;
    public static final int INFO = 0x1549A966;
    public static final int TRACKS = 0x1654AE6B;
    public static final int CLUSTER = 0x1F43B675;
    public static final int CUES = 0x1C53BB6B;
    public static final int CHAPTERS = 0x1043A770;
    public static final int ATTACHMENTS = 0x1941A469;
    public static final int TAGS = 0x1254C367;

    public static final int TIMECODE_SCALE = 0x2AD7B1;
    public static final int TITLE = 0x7BA9;
    public static final int MUXING_APP = 0x4D80;
    public static final int WRITING_APP = 0x5741;

    public static final int TRACK_ENTRY = 0xAE;
    public static final int TRACK_NUMBER = 0xD7;
    public static final int TRACK_UID = 0x73C5;
    public static final int TRACK_TYPE = 0x83;
    public static final int TRACK_NAME = 0x536E;
    public static final int FLAG_LACING = 0x9C;
    public static final int DEFAULT_DURATION = 0x23E383;
    public static final int CODEC_ID = 0x86;
    public static final int CODEC_PRIVATE = 0x63A2;
    public static final int VIDEO = 0xE0;
    public static final int PIXEL_WIDTH = 0xB0;
    public static final int PIXEL_HEIGHT = 0xBA;
    public static final int AUDIO = 0xE1;
    public static final int SAMPLING_FREQUENCY = 0xB5;
    public static final int CHANNELS = 0x9F;
    public static final int BIT_DEPTH = 0x6264;

    public static final int VOID = 0xEC;
    public static final int CRC = 0xBF;

    public static final int TIMECODE = 0xE7;
    public static final int POSITION = 0xA7;
    public static final int PREVIOUS_SIZE = 0xAB;
    public static final int SILENT_TRACKS = 0x5854;
    public static final int ENCRYPTED_BLOCK = 0xAF;
    public static final int SIMPLE_BLOCK = 0xA3;
    public static final int BLOCK_GROUP = 0xA0;
    public static final int BLOCK = 0xA1;

    public static final int TAG = 0x7373;
    public static final int TARGETS = 0x63C0;
    public static final int SIMPLE_TAG = 0x67C8;
    public static final int TAG_NAME = 0x45A3;
    public static final int TAG_STRING = 0x4487;

    private MatroskaIds() {}

    /** Whether an element of unknown size inside a segment ends where this id stands. */
    public static boolean endsCluster(int id) {
        return switch (id) {
            case EBML,
                    SEGMENT,
                    SEEK_HEAD,
                    INFO,
                    TRACKS,
                    CLUSTER,
                    CUES,
                    CHAPTERS,
                    ATTACHMENTS,
                    TAGS ->
                    true;
            default -> false;
        };
    }

    /** Whether an element of this id may stand in a segment. */
    public static boolean belongsInSegment(int id) {
        return switch (id) {
            case SEEK_HEAD, INFO, TRACKS, CLUSTER, CUES, CHAPTERS, ATTACHMENTS, TAGS, VOID, CRC ->
                    true;
            default -> false;
        };
    }

    /** Whether an element of this id may stand in a cluster. */
    public static boolean belongsInCluster(int id) {
        return switch (id) {
            case TIMECODE,
                    SIMPLE_BLOCK,
                    BLOCK_GROUP,
                    ENCRYPTED_BLOCK,
                    POSITION,
                    PREVIOUS_SIZE,
                    SILENT_TRACKS,
                    VOID,
                    CRC ->
                    true;
            default -> false;
        };
    }
}
