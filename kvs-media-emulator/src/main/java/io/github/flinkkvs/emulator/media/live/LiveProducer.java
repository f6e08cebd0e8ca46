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

package io.github.flinkkvs.emulator.media.live;

import io.github.flinkkvs.emulator.store.FragmentLog;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * One producer that sends its recording at the pace of the machine's time.
 *
 * <p>Each piece is timed from the start, so delays do not add up. A producer that has fallen behind
 * leaves out fragments, as a camera drops frames, instead of sending ever later. Thread-safe; the
 * lock guards all fields that change, and is held while a piece is made and sent.
 */
public final class LiveProducer {
    private static final Logger LOG = LoggerFactory.getLogger(LiveProducer.class);

    /** How far a producer may fall behind before it leaves out fragments. */
    private static final Duration LATEST = Duration.ofSeconds(2);

    private final String name;
    private final Recording recording;
    private final ScheduledExecutorService pool;
    private final Runnable onEnd;
    private final Instant start;
    private final long startNanos = System.nanoTime();
    private final FragmentWriter writer;
    private final CountDownLatch ended = new CountDownLatch(1);
    private MediaPiece next;
    private boolean stopping;
    private boolean dying;
    private boolean late;

    LiveProducer(
            String name,
            Recording recording,
            Instant start,
            FragmentLog log,
            ScheduledExecutorService pool,
            Runnable onEnd) {
        this.name = name;
        this.recording = recording;
        this.start = start;
        this.writer = new FragmentWriter(log);
        this.pool = pool;
        this.onEnd = onEnd;
    }

    /** Ends the recording where the fragment ends that it is at; returns at once. */
    public synchronized void stop() {
        stopping = true;
    }

    /**
     * Breaks off amid a fragment, which stays without an end: at once, or with its first frame if
     * none is sent yet.
     */
    public synchronized void die() {
        dying = true;
        dieIfAmidFragment();
    }

    /** Breaks off at once, whatever the producer is at. */
    public synchronized void kill() {
        writer.abandon();
        end();
    }

    public boolean hasEnded() {
        return ended.getCount() == 0;
    }

    /** Waits until nothing more comes of this producer; false if that takes longer. */
    public boolean awaitEnd(Duration timeout) throws InterruptedException {
        return ended.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    synchronized void begin() {
        guarded(this::prepareNext);
    }

    private synchronized void sendDue() {
        if (!hasEnded()) {
            guarded(
                    () -> {
                        writer.write(next);
                        prepareNext();
                    });
        }
    }

    private void prepareNext() {
        dieIfAmidFragment();
        if (stopping && writer.betweenFragments()) {
            end();
        }
        if (hasEnded()) {
            return;
        }
        if (writer.betweenFragments()) {
            keepUp();
        }
        next = recording.next().orElse(null);
        if (next == null) {
            end();
        } else {
            schedule();
        }
    }

    private void keepUp() {
        Duration elapsed = Duration.ofNanos(System.nanoTime() - startNanos);
        if (recording.skipTo(start.plus(elapsed).minus(LATEST)) && !late) {
            late = true;
            LOG.warn("producer={} leaves out fragments: the machine is too slow for it", name);
        }
    }

    private void dieIfAmidFragment() {
        if (dying && writer.amidFragment()) {
            kill();
        }
    }

    private void schedule() {
        long due = startNanos + Duration.between(start, next.due()).toNanos();
        pool.schedule(this::sendDue, due - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (RejectedExecutionException e) {
            LOG.debug("producer={} ends: the emulator is closed", name);
            kill();
        } catch (RuntimeException e) {
            LOG.warn("producer={} ends: it cannot record", name, e);
            kill();
        }
    }

    private void end() {
        ended.countDown();
        onEnd.run();
    }
}
