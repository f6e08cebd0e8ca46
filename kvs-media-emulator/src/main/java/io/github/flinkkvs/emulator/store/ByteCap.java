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

package io.github.flinkkvs.emulator.store;

import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds what all streams together keep: when they grow over it, the one that holds most forgets
 * its oldest fragment.
 *
 * <p>Thread-safe. No log may hold its lock when it calls {@link #relieve()}.
 */
final class ByteCap {
    private final long max;
    private final AtomicLong total = new AtomicLong();
    private final Set<FragmentLog> logs = ConcurrentHashMap.newKeySet();

    ByteCap(long max) {
        this.max = max;
    }

    void join(FragmentLog log) {
        logs.add(log);
    }

    void leave(FragmentLog log) {
        if (logs.remove(log)) {
            total.addAndGet(-log.bytes());
        }
    }

    /** Counts what a log gained or lost, unless its stream is gone. */
    void changed(FragmentLog log, long bytes) {
        if (logs.contains(log)) {
            total.addAndGet(bytes);
        }
    }

    /** Makes room; each stream keeps its latest fragment whatever its size. */
    void relieve() {
        boolean relieved = true;
        while (relieved && total.get() > max) {
            relieved =
                    logs.stream()
                            .filter(FragmentLog::canForget)
                            .max(Comparator.comparingLong(FragmentLog::bytes))
                            .map(FragmentLog::forgetOldest)
                            .orElse(false);
        }
    }
}
