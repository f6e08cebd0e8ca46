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

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Fragments made by hand: two tracks, three frames, and tags of which two share their name. */
public final class TestingFragments {

    public static final FragmentNumber NUMBER =
            FragmentNumber.of("91343852333181432392682062607743920146264334721");
    public static final Instant PRODUCER_TIME = Instant.parse("2026-03-01T10:00:00.123Z");
    public static final Instant SERVER_TIME = Instant.parse("2026-03-01T10:00:01.456Z");

    /**
     * The frames' bytes lie between the angle brackets; the last five bytes are no longer the
     * chunk's.
     */
    private static final String ARRAY = "head<key-><pcm-><delta>tail.....";

    private static final int CHUNK_LENGTH = ARRAY.length() - 5;

    private TestingFragments() {}

    public static MediaFragment fragment() {
        return fragment("camera-1", NUMBER);
    }

    public static MediaFragment fragment(String stream, FragmentNumber number) {
        FragmentHeader header =
                new FragmentHeader(
                        number,
                        number.toString(),
                        PRODUCER_TIME,
                        SERVER_TIME,
                        OptionalLong.of(2_500));
        return new MediaFragment(
                StreamId.of(stream),
                header,
                tags(),
                List.of(videoTrack(), audioTrack()),
                frames(),
                ARRAY.getBytes(UTF_8),
                CHUNK_LENGTH);
    }

    /** A fragment of which the service and the producer said as little as they may. */
    static MediaFragment bareFragment() {
        FragmentHeader header =
                new FragmentHeader(
                        FragmentNumber.of("0"),
                        "",
                        Instant.EPOCH,
                        Instant.EPOCH,
                        OptionalLong.empty());
        return new MediaFragment(
                StreamId.of("bare"),
                header,
                List.of(),
                List.of(),
                FrameIndex.builder().build(),
                new byte[0],
                0);
    }

    static String chunkText() {
        return ARRAY.substring(0, CHUNK_LENGTH);
    }

    private static List<MediaTag> tags() {
        return List.of(
                new MediaTag("ContactId", "first", MediaTag.Place.BEFORE_CLUSTER),
                new MediaTag("Mood", "gr\u00fcn", MediaTag.Place.AFTER_CLUSTER),
                new MediaTag("ContactId", "second", MediaTag.Place.AFTER_CLUSTER));
    }

    private static MediaTrack videoTrack() {
        return MediaTrack.builder()
                .number(1)
                .uid(BigInteger.TWO.pow(64).subtract(BigInteger.ONE))
                .type(MediaTrackType.VIDEO)
                .codecId("V_MPEG4/ISO/AVC")
                .name("kinesis_video")
                .codecPrivate(new byte[] {1, 0x4D, 0x40, 0x1E})
                .defaultDuration(Duration.ofMillis(40))
                .video(new MediaTrack.Video(640, 480))
                .build();
    }

    private static MediaTrack audioTrack() {
        return MediaTrack.builder()
                .number(2)
                .type(MediaTrackType.AUDIO)
                .codecId("A_PCM/INT/LIT")
                .language("eng")
                .audio(new MediaTrack.Audio(8_000, 1, OptionalInt.of(16)))
                .build();
    }

    private static FrameIndex frames() {
        return FrameIndex.builder()
                .add(1, 0, 40_000_000, true, ARRAY.indexOf("key-"), 4)
                .add(2, -5_000_000, FrameIndex.UNKNOWN_DURATION, true, ARRAY.indexOf("pcm-"), 4)
                .add(1, 40_000_000, 40_000_000, false, ARRAY.indexOf("delta"), 5)
                .build();
    }
}
