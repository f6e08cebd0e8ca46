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

package io.github.flinkkvs.media.source.reader;

import javax.annotation.concurrent.GuardedBy;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Where the fetcher thread waits for something to do. Network threads add the streams that have
 * news, the task thread wakes it up; neither ever waits for more than the lock.
 */
final class ReadyQueue {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    @GuardedBy("lock")
    private final Set<StreamFetcher> ready = new LinkedHashSet<>();

    /** Sticky: a wake-up that comes before the wait ends that wait. */
    @GuardedBy("lock")
    private boolean woken;

    @GuardedBy("lock")
    private boolean relieved;

    /** Adds a stream that has something to do, unless it waits here already. Any thread. */
    void add(StreamFetcher stream) {
        lock.lock();
        try {
            if (ready.add(stream)) {
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends the present or the next wait. Any thread. */
    void wakeUp() {
        lock.lock();
        try {
            woken = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Ends the present or the next wait, which is no reason to come back empty. Any thread. */
    void relieve() {
        lock.lock();
        try {
            relieved = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until a stream is ready, someone calls {@link #wakeUp} or {@link #relieve}, or the time
     * has passed. Fetcher thread.
     *
     * @return whether it was woken up
     */
    boolean await(long nanos) throws InterruptedException {
        long left = nanos;
        lock.lockInterruptibly();
        try {
            while (ready.isEmpty() && !woken && !relieved && left > 0) {
                left = changed.awaitNanos(left);
            }
            boolean result = woken;
            woken = false;
            relieved = false;
            return result;
        } finally {
            lock.unlock();
        }
    }

    /** Takes all streams that are ready, the first that came first. Fetcher thread. */
    List<StreamFetcher> takeAll() {
        lock.lock();
        try {
            List<StreamFetcher> taken = List.copyOf(ready);
            ready.clear();
            return taken;
        } finally {
            lock.unlock();
        }
    }
}
