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

package io.github.flinkkvs.examples.call;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.TimeDomain;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

import java.io.IOException;
import java.time.Duration;

/**
 * Keeps the sound of a call until the call is over, then writes it to a file; for each line, which
 * is one channel of one stream, by itself.
 *
 * <p>A call is over when a fragment of another contact comes on its line, when none has come for
 * some time, or when the job's input ends. Sound is kept in pieces of a fragment each, so that none
 * is written to state twice, and no more than one has to be in memory at a time.
 */
public final class CallRecorder extends KeyedProcessFunction<String, CallSound, RecordedCall> {

    private static final long serialVersionUID = 1L;

    /** A fragment lasts up to 10 s and comes when it is complete. */
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(15);

    private static final int LONGEST_SILENT_PIECE = 1 << 16;

    private final String folder;
    private final Duration silence;

    private transient ValueState<OpenCall> open;
    private transient MapState<Integer, byte[]> pieces;
    private transient long runningSince;

    /**
     * @param folder where the files are written, on a file system that all TaskManagers see
     * @param silence how long a line is silent between two calls, by the service's clock
     */
    public CallRecorder(String folder, Duration silence) {
        this.folder = folder;
        this.silence = silence;
    }

    @Override
    public void open(OpenContext context) {
        open = getRuntimeContext().getState(new ValueStateDescriptor<>("call", OpenCall.class));
        pieces =
                getRuntimeContext()
                        .getMapState(
                                new MapStateDescriptor<>("sound", Integer.class, byte[].class));
        runningSince = System.currentTimeMillis();
    }

    @Override
    public void processElement(CallSound sound, Context context, Collector<RecordedCall> out)
            throws Exception {
        OpenCall call = open.value();
        if (call != null && !call.goesOnWith(sound, silence)) {
            finish(call, context, out);
            call = null;
        }
        long now = context.timerService().currentProcessingTime();
        if (call == null) {
            call = OpenCall.begin(sound);
            context.timerService().registerProcessingTimeTimer(now + patience());
            context.timerService().registerEventTimeTimer(Long.MAX_VALUE);
        }
        call = fillGap(call, call.missingAhead(sound, silence));
        pieces.put(call.pieces(), sound.pcm());
        open.update(call.plus(sound, now));
    }

    private OpenCall fillGap(OpenCall call, long missing) throws Exception {
        OpenCall filled = call;
        long most = LONGEST_SILENT_PIECE / call.bytesPerInstant();
        for (long rest = missing; rest > 0; rest -= most) {
            long length = Math.min(rest, most);
            pieces.put(filled.pieces(), new byte[(int) length * call.bytesPerInstant()]);
            filled = filled.plusSilence(length);
        }
        return filled;
    }

    /** The end of the input is the end of event time. */
    @Override
    public void onTimer(long time, OnTimerContext context, Collector<RecordedCall> out)
            throws Exception {
        OpenCall call = open.value();
        if (call == null) {
            return;
        }
        // While the job was down, nothing could come.
        long due = Math.max(call.arrived(), runningSince) + patience();
        if (context.timeDomain() == TimeDomain.PROCESSING_TIME && time < due) {
            context.timerService().registerProcessingTimeTimer(due);
        } else {
            finish(call, context, out);
        }
    }

    private void finish(OpenCall call, Context context, Collector<RecordedCall> out)
            throws Exception {
        String file = WaveFile.write(folder, call, index -> piece(index));
        out.collect(new RecordedCall(call.contactId(), call.channel(), call.duration(), file));
        open.clear();
        pieces.clear();
        context.timerService().deleteEventTimeTimer(Long.MAX_VALUE);
    }

    private byte[] piece(int index) throws IOException {
        try {
            return pieces.get(index);
        } catch (Exception e) {
            throw new IOException("Cannot read the sound of a call from state", e);
        }
    }

    private long patience() {
        return silence.plus(LONGEST_DELAY).toMillis();
    }
}
