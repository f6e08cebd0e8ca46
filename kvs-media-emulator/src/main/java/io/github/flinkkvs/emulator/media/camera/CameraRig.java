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

package io.github.flinkkvs.emulator.media.camera;

import io.github.flinkkvs.emulator.store.FragmentLog;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs all live cameras on one thread, which it owns and {@link #close()} ends. */
public final class CameraRig implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CameraRig.class);

    private final ScheduledThreadPoolExecutor thread;
    private final Clock clock;

    public CameraRig(Clock clock) {
        this.clock = clock;
        this.thread = new ScheduledThreadPoolExecutor(1, CameraRig::newThread);
        thread.setRemoveOnCancelPolicy(true);
    }

    /**
     * Switches a camera on. Each fragment is appended when its last frame would have been taken.
     *
     * @return switches it off; what was not yet a whole fragment is lost
     */
    public Runnable start(SyntheticCamera camera, FragmentLog log) {
        log.beginProducerSession();
        Footage footage = new Footage(camera, clock.instant());
        long period = camera.framesPerFragment() * 1_000_000_000L / camera.framesPerSecond();
        ScheduledFuture<?> running =
                thread.scheduleAtFixedRate(
                        () -> appendNext(footage, camera, log),
                        period,
                        period,
                        TimeUnit.NANOSECONDS);
        return () -> running.cancel(false);
    }

    /**
     * Records at once what a camera would have recorded in a time gone by, on the caller's thread.
     */
    public static void recordPast(
            SyntheticCamera camera, FragmentLog log, Instant from, Duration length) {
        log.beginProducerSession();
        Footage footage = new Footage(camera, from);
        Instant end = from.plus(length);
        while (footage.nextStart().isBefore(end)) {
            footage.appendNext(log);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private static void appendNext(Footage footage, SyntheticCamera camera, FragmentLog log) {
        try {
            footage.appendNext(log);
        } catch (RuntimeException e) {
            LOG.warn("camera={} stops: it cannot record", camera.name(), e);
            throw e;
        }
    }

    private static Thread newThread(Runnable work) {
        Thread thread = new Thread(work, "kvs-emulator-cameras");
        thread.setDaemon(true);
        return thread;
    }
}
