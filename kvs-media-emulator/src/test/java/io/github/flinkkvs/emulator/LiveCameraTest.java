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

package io.github.flinkkvs.emulator;

import io.github.flinkkvs.emulator.media.camera.SyntheticCamera;
import io.github.flinkkvs.emulator.mkv.EbmlElement;
import io.github.flinkkvs.emulator.mkv.MatroskaIds;
import io.github.flinkkvs.emulator.mkv.ServiceTags;
import io.github.flinkkvs.emulator.store.StoredFragment;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class LiveCameraTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration FRAGMENT = Duration.ofMillis(400);

    private final KvsEmulator emulator = KvsEmulator.start();
    private final EmulatedStream stream = emulator.createStream("stream");

    @AfterEach
    void stop() {
        emulator.close();
    }

    @Test
    void aClosedCameraEndsWithAWholeFragment() throws InterruptedException {
        CameraHandle running = stream.addCamera(camera());
        awaitFragments(2);

        running.close();

        assertThat(running.awaitEnd(LONG)).isTrue();
        assertThat(stream.fragments()).allSatisfy(f -> assertThat(f.frames()).isEqualTo(4));
    }

    @Test
    void fragmentsOfALiveCameraFollowEachOtherWithoutDrift() {
        stream.addCamera(camera());
        awaitFragments(5);

        List<StoredFragment> fragments = stream.fragments();
        Instant first = fragments.get(0).producerTimestamp();
        for (int i = 0; i < fragments.size(); i++) {
            assertThat(fragments.get(i).producerTimestamp())
                    .isEqualTo(first.plus(FRAGMENT.multipliedBy(i)));
        }
        Duration age = Duration.between(fragments.get(4).producerTimestamp(), Instant.now());
        assertThat(age).isBetween(FRAGMENT, FRAGMENT.plusSeconds(5));
    }

    @Test
    void aCameraThatDiesLeavesNothingOfItsFragment() throws InterruptedException {
        CameraHandle running = stream.addCamera(camera());
        awaitFragments(1);

        running.dieInMidFragment();

        assertThat(running.awaitEnd(LONG)).isTrue();
        int kept = stream.fragments().size();
        stream.storePast(camera(), Instant.now(), FRAGMENT);
        assertThat(stream.fragments()).hasSize(kept + 1);
    }

    @Test
    void aCameraThatIsToDieBeforeItsFirstFrameDiesWithIt() throws InterruptedException {
        CameraHandle running = stream.addCamera(camera());

        running.dieInMidFragment();

        assertThat(running.awaitEnd(LONG)).isTrue();
        assertThat(stream.fragments()).isEmpty();
    }

    @Test
    void aCameraThatRestartsBeginsANewProducerSession() throws InterruptedException {
        CameraHandle running = stream.addCamera(camera());
        awaitFragments(1);
        running.dieInMidFragment();
        assertThat(running.awaitEnd(LONG)).isTrue();
        int before = stream.fragments().size();

        running.restart();

        awaitFragments(before + 1);
        List<StoredFragment> fragments = stream.fragments();
        BigInteger last = new BigInteger(fragments.get(before - 1).number());
        BigInteger next = new BigInteger(fragments.get(before).number());
        assertThat(next.subtract(last).shiftRight(92)).isGreaterThan(BigInteger.valueOf(999));
    }

    @Test
    void aRestartWhileTheCameraRunsBreaksTheOldSessionOff() throws InterruptedException {
        CameraHandle running = stream.addCamera(camera());
        awaitFragments(1);

        running.restart();
        awaitFragments(2);
        running.close();

        assertThat(running.awaitEnd(LONG)).isTrue();
        assertThat(stream.fragments())
                .extracting(StoredFragment::producerTimestamp)
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void aCameraWithHugePicturesDoesNotHoldUpTheOthers() {
        EmulatedStream huge = emulator.createStream("huge");
        huge.addCamera(SyntheticCamera.builder("huge").size(2048, 2048).keyFrameEvery(1).build());
        stream.addCamera(camera());

        awaitFragments(5);

        List<StoredFragment> fragments = stream.fragments();
        Duration spanned =
                Duration.between(
                        fragments.get(0).producerTimestamp(), fragments.get(4).producerTimestamp());
        assertThat(spanned).isEqualTo(FRAGMENT.multipliedBy(4));
    }

    @Test
    void readersGetFramesOfAFragmentThatIsStillBeingTaken() throws IOException {
        try (RawSession session = RawSession.earliest(emulator, "stream")) {
            stream.addCamera(cameraWithLongFragments());

            assertThat(blocksAfterReading(session, 3)).isGreaterThanOrEqualTo(3);

            assertThat(stream.fragments()).isEmpty();
        }
    }

    @Test
    void aReaderOfACameraThatDiesGetsNoTrailerButTheNextSession() throws Exception {
        try (RawSession session = RawSession.earliest(emulator, "stream")) {
            CameraHandle running = stream.addCamera(cameraWithLongFragments());
            blocksAfterReading(session, 2);

            running.dieInMidFragment();
            assertThat(running.awaitEnd(LONG)).isTrue();
            stream.storePast(camera(), Instant.now(), FRAGMENT);
            session.readToEnd(500);

            String body = new String(session.body(), ISO_8859_1);
            String[] chunks = body.split("\u001AE\u00DF\u00A3");
            assertThat(chunks).hasSize(3);
            assertThat(chunks[1]).doesNotContain(ServiceTags.CONTINUATION_TOKEN);
            assertThat(chunks[2]).contains(ServiceTags.CONTINUATION_TOKEN);
        }
    }

    private static int blocksAfterReading(RawSession session, int wanted) throws IOException {
        int blocks = 0;
        int read = 0;
        while (blocks < wanted) {
            byte[] body = session.readTo(++read);
            assertThat(body).as("the session goes on").hasSize(read);
            blocks = blocksIn(body);
        }
        return blocks;
    }

    private static int blocksIn(byte[] body) {
        Optional<EbmlElement> header = EbmlElement.at(body, 0, body.length);
        if (header.isEmpty() || header.get().cut()) {
            return 0;
        }
        return EbmlElement.at(body, header.get().end(), body.length).stream()
                .flatMap(segment -> segment.children().stream())
                .filter(element -> element.id() == MatroskaIds.CLUSTER)
                .flatMap(cluster -> cluster.children().stream())
                .mapToInt(child -> child.id() == MatroskaIds.SIMPLE_BLOCK && !child.cut() ? 1 : 0)
                .sum();
    }

    private void awaitFragments(int count) {
        long end = System.nanoTime() + LONG.toNanos();
        while (stream.fragments().size() < count) {
            assertThat(System.nanoTime()).as("the time is not over").isLessThan(end);
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static SyntheticCamera cameraWithLongFragments() {
        return SyntheticCamera.builder("c")
                .size(64, 64)
                .framesPerSecond(10)
                .fragmentLength(Duration.ofSeconds(10))
                .build();
    }

    private static SyntheticCamera camera() {
        return SyntheticCamera.builder("c")
                .size(64, 64)
                .framesPerSecond(10)
                .fragmentLength(FRAGMENT)
                .build();
    }
}
