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

package io.github.flinkkvs.emulator.media;

import io.github.flinkkvs.emulator.media.call.CallRecording;
import io.github.flinkkvs.emulator.media.call.SyntheticCall;
import io.github.flinkkvs.emulator.media.camera.CameraStudio;
import io.github.flinkkvs.emulator.media.camera.SyntheticCamera;
import io.github.flinkkvs.emulator.media.live.LiveProducer;
import io.github.flinkkvs.emulator.media.live.ProducerRig;
import io.github.flinkkvs.emulator.store.FragmentLog;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** All synthetic producers of an emulator, the live ones and those of the past. Thread-safe. */
public final class SyntheticProducers implements AutoCloseable {
    private final CameraStudio studio = new CameraStudio();
    private final ProducerRig rig = new ProducerRig();
    private final Clock clock;

    /** Idle; {@code clock} tells when live producers start, the machine's time paces them. */
    public SyntheticProducers(Clock clock) {
        this.clock = clock;
    }

    public LiveProducer start(SyntheticCamera camera, FragmentLog log) {
        Instant now = wholeMillis(clock.instant());
        return rig.start(camera.name(), studio.record(camera, now), now, log);
    }

    public LiveProducer start(SyntheticCall call, FragmentLog log) {
        Instant now = wholeMillis(clock.instant());
        return rig.start(call.contactId(), new CallRecording(call, now), now, log);
    }

    /** The live ones that feed a log. */
    public List<LiveProducer> of(FragmentLog log) {
        return rig.of(log);
    }

    /** Makes those die in mid-fragment that feed a log; returns how many. */
    public int breakOff(FragmentLog log) {
        return rig.breakOff(log);
    }

    /** Ends those at once that feed a log, as when its stream is deleted. */
    public void kill(FragmentLog log) {
        rig.kill(log);
    }

    /** Puts what a camera would have recorded into a log, on the caller's thread. */
    public void store(SyntheticCamera camera, FragmentLog log, Instant from, Duration length) {
        Instant first = wholeMillis(from);
        ProducerRig.store(studio.record(camera, first), first.plus(length), log);
    }

    /** Puts a whole call into a log, on the caller's thread. */
    public void store(SyntheticCall call, FragmentLog log, Instant from) {
        ProducerRig.store(new CallRecording(call, wholeMillis(from)), Instant.MAX, log);
    }

    /** Media are timed in milliseconds, so that is when they begin. */
    private static Instant wholeMillis(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public void close() {
        rig.close();
    }
}
