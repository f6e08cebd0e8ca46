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

import io.github.flinkkvs.media.fuzz.FuzzTarget;

import java.util.List;

import static io.github.flinkkvs.media.mkv.TestingMkv.bytes;
import static io.github.flinkkvs.media.mkv.TestingMkv.concat;
import static io.github.flinkkvs.media.mkv.TestingMkv.element;
import static io.github.flinkkvs.media.mkv.TestingMkv.unsigned;
import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * What stands inside Tracks and Tags, in chunks that are right but for it. The input is a list of
 * pieces, so that the fuzzer need not get sizes right: a byte that tells the element, two of its
 * length, and its content.
 */
public final class TracksAndTagsTarget implements FuzzTarget {

    private static final MatroskaElement[] ELEMENTS = {
        MatroskaElement.TRACK_NUMBER, MatroskaElement.TRACK_UID, MatroskaElement.TRACK_TYPE,
        MatroskaElement.DEFAULT_DURATION, MatroskaElement.NAME, MatroskaElement.LANGUAGE,
        MatroskaElement.CODEC_ID, MatroskaElement.CODEC_PRIVATE, MatroskaElement.PIXEL_WIDTH,
        MatroskaElement.PIXEL_HEIGHT, MatroskaElement.SAMPLING_FREQUENCY, MatroskaElement.CHANNELS,
        MatroskaElement.BIT_DEPTH, MatroskaElement.TAG_NAME, MatroskaElement.TAG_STRING,
        MatroskaElement.VOID, MatroskaElement.TRACK_ENTRY, MatroskaElement.VIDEO,
        MatroskaElement.AUDIO, MatroskaElement.SIMPLE_TAG, MatroskaElement.TAG
    };

    private static final ParserLimits LIMITS =
            new ParserLimits(200_000, 7, 300, 20, 4, 5_000, 5_000);

    private static final int TRACKS = 0;
    private static final int FRONT = 1;

    @Override
    public void run(byte[] input) throws Exception {
        Recipe recipe = new Recipe(input);
        int kind = recipe.next() % 3;
        byte[] content = recipe.content(ELEMENTS);
        TestingChunk chunk = new TestingChunk().cluster(unsigned(MatroskaElement.TIMECODE, 0));
        switch (kind) {
            case TRACKS -> chunk.tracks(content);
            case FRONT -> chunk.prelude(element(MatroskaElement.TAGS, content));
            default -> chunk.interlude(element(MatroskaElement.TAGS, content));
        }
        byte[] bytes = concat(chunk.build(), TestingChunk.rich());
        ChunkAssemblerTarget.check(LIMITS, new Pieces(kind, bytes));
    }

    @Override
    public List<byte[]> seeds() {
        byte[] end = bytes(0xFF);
        byte[] track =
                concat(
                        bytes(16),
                        piece(0, bytes(1)),
                        piece(6, "V_VP9".getBytes(UTF_8)),
                        bytes(17),
                        piece(8, bytes(2, 0)),
                        piece(9, bytes(1, 0)),
                        end,
                        bytes(18),
                        piece(10, bytes(0x46, 0x3B, 0x80, 0)),
                        piece(11, bytes(2)),
                        end,
                        end);
        return List.of(
                concat(bytes(TRACKS), track, track),
                concat(bytes(FRONT), tagOf("AWS_KINESISVIDEO_PRODUCER_TIMESTAMP", "1.5E9")),
                concat(bytes(FRONT), tagOf("AWS_KINESISVIDEO_FRAGMENT_NUMBER", "12")),
                concat(bytes(2), tagOf("AWS_KINESISVIDEO_ERROR_ID", "4000")),
                concat(bytes(2), tagOf("AWS_KINESISVIDEO_EXCEPTION_MESSAGE", "no")),
                concat(bytes(2), tagOf("AWS_KINESISVIDEO_CONTINUATION_TOKEN", "7")),
                concat(bytes(2), tagOf("AWS_KINESISVIDEO_MILLIS_BEHIND_NOW", "-1")),
                concat(bytes(FRONT), tagOf("AWS_KINESISVIDEO_SERVER_TIMESTAMP", "1511852109.126")));
    }

    private static byte[] tagOf(String name, String value) {
        return concat(
                bytes(20, 19),
                piece(13, name.getBytes(UTF_8)),
                piece(14, value.getBytes(UTF_8)),
                bytes(0xFF, 0xFF));
    }

    private static byte[] piece(int element, byte[] content) {
        return concat(bytes(element, content.length >> 8, content.length), content);
    }
}
