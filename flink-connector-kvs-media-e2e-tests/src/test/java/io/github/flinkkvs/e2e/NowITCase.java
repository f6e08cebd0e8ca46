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

package io.github.flinkkvs.e2e;

import io.github.flinkkvs.emulator.EmulatedStream;
import io.github.flinkkvs.emulator.KvsEmulator;
import io.github.flinkkvs.emulator.limits.ServiceLimits;
import io.github.flinkkvs.emulator.session.SessionEnd;
import io.github.flinkkvs.media.model.MediaFragment;
import io.github.flinkkvs.media.source.KvsMediaSource;
import io.github.flinkkvs.media.source.position.StartPosition;

import org.apache.flink.core.execution.JobClient;
import org.apache.flink.test.junit5.MiniClusterExtension;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;

/** "Now" is fixed once: neither lost sessions nor a restore moves it forward. */
class NowITCase {

    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final int MEDIA_BYTES = 6_000;

    /** Amid the first block of a fragment, behind the front tags. */
    private static final int AMID_FRAGMENT = 2_000;

    @RegisterExtension static final MiniClusterExtension CLUSTER = TestingCluster.create();

    private final KvsEmulator emulator = KvsEmulator.builder().limits(ServiceLimits.none()).start();
    private final EmulatedStream stream = emulator.createStream("cam");
    private final SmallMedia media = new SmallMedia(1);
    private final List<IndexLine> sinceNow = new ArrayList<>();

    @TempDir private Path folder;

    @BeforeEach
    void fillTheStreamWithWhatIsNotWanted() {
        Instant longAgo = Instant.now().minus(Duration.ofHours(1));
        for (int fragment = 0; fragment < 10; fragment++) {
            media.put(stream, longAgo.plusSeconds(fragment), MEDIA_BYTES);
        }
    }

    @AfterEach
    void closeEmulator() {
        emulator.close();
    }

    @Test
    void nothingIsLostWhenTheFirstSessionsDieWithinTheirFirstFragment() throws Exception {
        int[] cuts = {AMID_FRAGMENT, 0, 10, AMID_FRAGMENT};
        AtomicInteger session = new AtomicInteger();
        stream.endEachSessionAfterBytes(
                () -> {
                    int index = session.getAndIncrement();
                    return index < cuts.length ? cuts[index] : Long.MAX_VALUE;
                },
                SessionEnd.ABRUPT);
        Sightings sightings = new Sightings();

        JobClient job = new TestingJob(sourceFromNow(), sightings).start();
        for (int sessions = 1; sessions <= cuts.length + 1; sessions++) {
            awaitSessions(sessions);
            putOne();
        }
        sightings.await(sinceNow.get(sinceNow.size() - 1));
        job.cancel().get(LONGEST.toSeconds(), TimeUnit.SECONDS);

        assertThat(sightings.lines()).isEqualTo(sinceNow);
        assertThat(emulator.sessionLog().get(0).selectorType()).isEqualTo("NOW");
        Leftovers.assertNone(emulator);
    }

    @Test
    void nothingIsLostWhenTheFirstSessionDiesBeforeItsFirstByte() throws Exception {
        AtomicInteger session = new AtomicInteger();
        stream.endEachSessionAfterBytes(
                () -> session.getAndIncrement() == 0 ? 0 : Long.MAX_VALUE, SessionEnd.CLEAN);
        Sightings sightings = new Sightings();

        JobClient job = new TestingJob(sourceFromNow(), sightings).start();
        awaitSessions(1);
        putOne();
        awaitSessions(2);
        putOne();
        sightings.await(sinceNow.get(sinceNow.size() - 1));
        job.cancel().get(LONGEST.toSeconds(), TimeUnit.SECONDS);

        assertThat(sightings.lines()).isEqualTo(sinceNow);
    }

    @Test
    void aRestoreBeforeTheFirstFragmentDoesNotJumpForward() throws Exception {
        AtomicInteger session = new AtomicInteger();
        stream.stallEachSessionAfterBytes(
                () -> session.getAndIncrement() == 0 ? AMID_FRAGMENT : Long.MAX_VALUE);
        AtomicBoolean mayFail = new AtomicBoolean();
        AtomicInteger checkpoints = new AtomicInteger();
        Sightings sightings =
                new Sightings() {
                    @Override
                    public void checkpointComplete(long checkpoint) {
                        checkpoints.incrementAndGet();
                        if (mayFail.compareAndSet(true, false)) {
                            throw new IllegalStateException("Failure, wanted by the test");
                        }
                    }
                };

        JobClient job =
                new TestingJob(sourceFromNow(), sightings)
                        .parallelism(1)
                        .checkpointEvery(Duration.ofMillis(50))
                        .set("execution.checkpointing.dir", folder.toUri().toString())
                        .restartAtOnce()
                        .start();
        awaitSessions(1);
        putOne();
        awaitBytesSent(AMID_FRAGMENT);
        int before = checkpoints.get();
        Eventually.await("two more checkpoints", LONGEST, () -> checkpoints.get() > before + 1);
        putOne();
        mayFail.set(true);
        awaitSessions(2);
        putOne();
        sightings.await(sinceNow.get(sinceNow.size() - 1));
        job.cancel().get(LONGEST.toSeconds(), TimeUnit.SECONDS);

        assertThat(sightings.lines()).isEqualTo(sinceNow);
        assertThat(mayFail).isFalse();
        Leftovers.assertNone(emulator);
    }

    private KvsMediaSource<MediaFragment> sourceFromNow() {
        return TestingJob.source(emulator, List.of(stream))
                .setStartPosition(StartPosition.now())
                .build();
    }

    private void putOne() {
        sinceNow.add(IndexLine.of(stream.name(), media.put(stream, MEDIA_BYTES)));
    }

    private void awaitSessions(int wanted) {
        Eventually.await("session " + wanted, LONGEST, () -> emulator.sessionsOpened() >= wanted);
    }

    private void awaitBytesSent(long bytes) {
        Eventually.await(
                "the first " + bytes + " bytes",
                LONGEST,
                () -> emulator.sessionLog().get(0).bytesSent() >= bytes);
    }
}
