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

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The streams over which golden savepoints were taken, with the same numbers and times each time:
 * they come from a seed, from the order of the fragments, and from a clock that stands.
 *
 * <p>None of these may change, or the positions of savepoints that are kept fit no more.
 */
final class GoldenStreams implements AutoCloseable {

    static final String CAMERA = "cam-0";
    static final String OTHER_CAMERA = "cam-1";

    /** Read from "now" on, it has nothing but what came before. */
    static final String QUIET = "cam-quiet";

    /** It is not there yet when the savepoints are taken. */
    static final String NEW = "cam-new";

    static final String PREFIX = "cam-";

    private static final Instant CREATED = Instant.parse("2026-01-01T06:00:00Z");
    private static final Instant STORED = Instant.parse("2026-01-01T11:00:00Z");
    private static final Instant SAVEPOINT = Instant.parse("2026-01-01T12:00:00Z");
    private static final Instant STORED_SINCE = Instant.parse("2026-01-01T13:00:00Z");
    private static final Instant RESTORE = Instant.parse("2026-01-01T14:00:00Z");
    private static final int FRAGMENTS = 20;
    private static final int FRAGMENTS_SINCE = 5;
    private static final int MEDIA_BYTES = 3_000;

    private final SetClock clock = new SetClock(CREATED);
    private final KvsEmulator emulator = KvsEmulator.builder().seed(1).clock(clock).start();
    private final SmallMedia media = new SmallMedia(1);

    /** The account at the time of the savepoint. */
    GoldenStreams() {
        Stream.of(CAMERA, OTHER_CAMERA, QUIET).forEach(emulator::createStream);
        put(STORED, FRAGMENTS);
        clock.set(SAVEPOINT);
    }

    /** Goes on to the time of the restore: each stream has got more, and there is one more. */
    void goOn() {
        clock.set(STORED_SINCE);
        emulator.createStream(NEW);
        put(STORED_SINCE, FRAGMENTS_SINCE);
        clock.set(RESTORE);
    }

    private void put(Instant begin, int fragments) {
        List<EmulatedStream> streams =
                emulator.streams().stream()
                        .sorted(Comparator.comparing(EmulatedStream::name))
                        .toList();
        for (int second = 0; second < fragments; second++) {
            for (EmulatedStream stream : streams) {
                media.put(stream, begin.plusSeconds(second), MEDIA_BYTES);
            }
        }
    }

    KvsEmulator emulator() {
        return emulator;
    }

    /** All that is in a stream, in order. */
    List<IndexLine> lines(String stream) {
        return IndexLine.of(emulator.stream(stream));
    }

    @Override
    public void close() {
        emulator.close();
    }
}
