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

import io.github.flinkkvs.media.model.MediaFrame;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;

/**
 * Holds each key's latest frame in state, and makes a line of it when the next one comes, or none
 * any more. Fails so many times, each time with the first frame behind a complete checkpoint.
 * Cluster and test share one JVM.
 */
final class HeldFrame extends KeyedProcessFunction<String, MediaFrame, String>
        implements CheckpointListener {

    private static final long serialVersionUID = 1L;
    private static final Map<String, Failures> FAILURES = new ConcurrentHashMap<>();

    private final String id = UUID.randomUUID().toString();
    private transient ValueState<MediaFrame> held;

    HeldFrame(int failures) {
        FAILURES.put(id, new Failures(failures));
    }

    int failures() {
        return FAILURES.get(id).count();
    }

    @Override
    public void open(OpenContext context) {
        held = getRuntimeContext().getState(new ValueStateDescriptor<>("held", MediaFrame.class));
        FAILURES.get(id).rearm();
    }

    @Override
    public void processElement(MediaFrame frame, Context context, Collector<String> out)
            throws IOException {
        FAILURES.get(id).perhaps();
        if (context.timestamp() != frame.timestamp().toEpochMilli()) {
            throw new IllegalStateException("Event time " + context.timestamp() + " of " + frame);
        }
        passOn(out);
        held.update(frame);
        context.timerService().registerEventTimeTimer(Long.MAX_VALUE);
    }

    @Override
    public void onTimer(long end, OnTimerContext context, Collector<String> out)
            throws IOException {
        passOn(out);
    }

    private void passOn(Collector<String> out) throws IOException {
        MediaFrame frame = held.value();
        if (frame != null) {
            out.collect(
                    line(
                            frame.streamName()
                                    + "/"
                                    + frame.trackNumber()
                                    + " "
                                    + frame.fragmentNumber()
                                    + "/"
                                    + frame.index(),
                            frame.timestamp().toEpochMilli(),
                            frame.keyFrame(),
                            frame.data()));
        }
    }

    static String line(String place, long millis, boolean keyFrame, ByteBuffer data) {
        int length = data.remaining();
        CRC32 checksum = new CRC32();
        checksum.update(data);
        return place + " " + millis + " " + keyFrame + " " + length + " " + checksum.getValue();
    }

    @Override
    public void notifyCheckpointComplete(long checkpoint) {
        FAILURES.get(id).checkpointComplete();
    }

    /** When a task is to fail. */
    private static final class Failures {

        private final int wanted;
        private int count;
        private boolean behindCheckpoint;

        Failures(int wanted) {
            this.wanted = wanted;
        }

        synchronized int count() {
            return count;
        }

        synchronized void rearm() {
            behindCheckpoint = false;
        }

        synchronized void checkpointComplete() {
            behindCheckpoint = true;
        }

        synchronized void perhaps() {
            if (behindCheckpoint && count < wanted) {
                behindCheckpoint = false;
                count++;
                throw new IllegalStateException("Failure " + count + ", wanted by the test");
            }
        }
    }
}
