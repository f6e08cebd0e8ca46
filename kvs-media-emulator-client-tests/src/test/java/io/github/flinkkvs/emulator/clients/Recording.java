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

package io.github.flinkkvs.emulator.clients;

import io.github.flinkkvs.emulator.mkv.MatroskaElements;
import io.github.flinkkvs.emulator.mkv.ServiceTags;
import io.github.flinkkvs.emulator.mkv.SimpleBlock;
import io.github.flinkkvs.emulator.mkv.TrackSpec;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * What a producer recorded: two tracks of frames that nobody could guess, laid out as the Kinesis
 * SDK lays out its media. Immutable.
 */
final class Recording {
    static final int FRAMES_IN_EACH = 12;
    static final Duration FRAGMENT_LENGTH = Duration.ofSeconds(2);

    private static final Instant TAKEN = Instant.parse("2023-11-14T22:13:20.007Z");
    private static final int VIDEO = 1;
    private static final int AUDIO = 2;
    private static final BigInteger FIRST_NUMBER = BigInteger.ONE.shiftLeft(156);
    private static final int NUMBER_STEP = 92;

    /** One frame, whose bytes equal those of another if the buffers do. */
    record Shot(long track, int relativeTime, boolean keyFrame, ByteBuffer bytes) {}

    private final List<List<Shot>> fragments = new ArrayList<>();

    Recording(int fragments, int largestFrame, long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < fragments; i++) {
            this.fragments.add(shots(random, largestFrame));
        }
    }

    List<List<Shot>> fragments() {
        return fragments;
    }

    /** The file that a producer would put. */
    byte[] matroska() {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(header());
        for (int i = 0; i < fragments.size(); i++) {
            file.writeBytes(cluster(i));
            file.writeBytes(userTags(i));
        }
        return file.toByteArray();
    }

    /** What GetMedia would send of it, with numbers and times in the past of 2023. */
    byte[] getMediaBody() {
        return chunks(i -> ServiceTags.trailer(1234, number(i)));
    }

    /** What GetMediaForFragmentList would send of it: the same without trailers. */
    byte[] fragmentListBody() {
        return chunks(i -> new byte[0]);
    }

    /** The numbers that the bodies give its fragments, in order. */
    List<String> numbers() {
        return IntStream.range(0, fragments.size()).mapToObj(Recording::number).toList();
    }

    /** What stands ahead of the first cluster inside the segment. */
    byte[] prelude() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(MatroskaElements.info("Kinesis Video SDK", 1_000_000));
        bytes.writeBytes(
                MatroskaElements.tracks(
                        List.of(
                                TrackSpec.video(VIDEO, "V_MJPEG", 640, 360),
                                TrackSpec.audio(AUDIO, "A_PCM/INT/LIT", 8000, 1, 16))));
        return bytes.toByteArray();
    }

    byte[] cluster(int fragment) {
        List<SimpleBlock> blocks =
                fragments.get(fragment).stream()
                        .map(
                                shot ->
                                        new SimpleBlock(
                                                (int) shot.track(),
                                                shot.relativeTime(),
                                                shot.keyFrame(),
                                                shot.bytes().array()))
                        .toList();
        return MatroskaElements.cluster(fragment * FRAGMENT_LENGTH.toMillis(), blocks);
    }

    byte[] userTags(int fragment) {
        return MatroskaElements.tags(Map.of("ContactId", "contact-" + fragment));
    }

    private byte[] chunks(IntFunction<byte[]> trailer) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int i = 0; i < fragments.size(); i++) {
            Instant producer = TAKEN.plus(FRAGMENT_LENGTH.multipliedBy(i));
            body.writeBytes(header());
            body.writeBytes(ServiceTags.front(number(i), producer.plusMillis(250), producer));
            body.writeBytes(cluster(i));
            body.writeBytes(userTags(i));
            body.writeBytes(trailer.apply(i));
        }
        return body.toByteArray();
    }

    private static String number(int fragment) {
        return FIRST_NUMBER
                .add(BigInteger.valueOf(fragment + 1L).shiftLeft(NUMBER_STEP))
                .toString();
    }

    private byte[] header() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(MatroskaElements.ebmlHeader());
        bytes.writeBytes(MatroskaElements.segmentStart());
        bytes.writeBytes(prelude());
        return bytes.toByteArray();
    }

    private static List<Shot> shots(Random random, int largestFrame) {
        List<Shot> shots = new ArrayList<>();
        for (int i = 0; i < FRAMES_IN_EACH; i++) {
            byte[] bytes = new byte[1 + random.nextInt(largestFrame)];
            random.nextBytes(bytes);
            int time = (int) FRAGMENT_LENGTH.toMillis() * i / FRAMES_IN_EACH;
            long track = i % 3 == 2 ? AUDIO : VIDEO;
            shots.add(new Shot(track, time, i == 0 || track == AUDIO, ByteBuffer.wrap(bytes)));
        }
        return List.copyOf(shots);
    }
}
