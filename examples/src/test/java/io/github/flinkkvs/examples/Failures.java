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

package io.github.flinkkvs.examples;

import io.github.flinkkvs.media.model.MediaFragment;

import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.state.CheckpointListener;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes the job fail, each time at the first fragment that comes behind a checkpoint and behind so
 * many fragments. Static, as the job and its test share nothing else; one test at a time.
 */
final class Failures implements MapFunction<MediaFragment, MediaFragment>, CheckpointListener {

    private static final long serialVersionUID = 1L;

    private static final Queue<Integer> AHEAD = new ArrayDeque<>();
    private static final AtomicInteger SEEN = new AtomicInteger();
    private static final AtomicInteger HAPPENED = new AtomicInteger();
    private static final AtomicBoolean CHECKPOINTED = new AtomicBoolean();

    private Failures() {}

    static Failures behind(Integer... fragments) {
        synchronized (AHEAD) {
            AHEAD.clear();
            AHEAD.addAll(Arrays.asList(fragments));
            SEEN.set(0);
            HAPPENED.set(0);
            CHECKPOINTED.set(false);
        }
        return new Failures();
    }

    int happened() {
        return HAPPENED.get();
    }

    @Override
    public MediaFragment map(MediaFragment fragment) {
        synchronized (AHEAD) {
            int seen = SEEN.incrementAndGet();
            if (CHECKPOINTED.get() && !AHEAD.isEmpty() && seen > AHEAD.peek()) {
                AHEAD.remove();
                HAPPENED.incrementAndGet();
                CHECKPOINTED.set(false);
                throw new IllegalStateException("An intended failure, at fragment " + seen);
            }
        }
        return fragment;
    }

    @Override
    public void notifyCheckpointComplete(long id) {
        synchronized (AHEAD) {
            CHECKPOINTED.set(true);
        }
    }
}
