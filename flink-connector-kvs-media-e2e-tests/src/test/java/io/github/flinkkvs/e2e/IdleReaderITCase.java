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
import io.github.flinkkvs.media.model.MediaFragment;
import io.github.flinkkvs.media.source.position.StartPosition;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.Collector;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A reader without a stream holds back neither the watermark nor the job. */
class IdleReaderITCase {

    private static final AtomicLong WATERMARK = new AtomicLong(Long.MIN_VALUE);

    @RegisterExtension static final MiniClusterExtension CLUSTER = TestingCluster.create();

    @Test
    void theWatermarkMovesThoughMostReadersHaveNoStream() throws Exception {
        try (KvsEmulator emulator = KvsEmulator.start()) {
            EmulatedStream stream = emulator.createStream("cam");
            SmallMedia media = new SmallMedia(1);
            StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
            env.getConfig().setAutoWatermarkInterval(10);
            env.setParallelism(4);
            env.fromSource(
                            TestingJob.source(emulator, List.of(stream))
                                    .setStartPosition(StartPosition.earliest())
                                    .build(),
                            WatermarkStrategy.forMonotonousTimestamps(),
                            "streams")
                    .process(new NoteWatermark())
                    .setParallelism(1)
                    .sinkTo(new DiscardingSink<>());
            JobClient job = env.executeAsync();

            Eventually.await(
                    "a watermark",
                    Duration.ofSeconds(30),
                    () -> {
                        media.put(stream, 300);
                        return WATERMARK.get() > 0;
                    });

            job.cancel().get(30, TimeUnit.SECONDS);
        }
    }

    /** Tells the test, which is in the same JVM, how far event time has come. */
    private static final class NoteWatermark extends ProcessFunction<MediaFragment, String> {

        private static final long serialVersionUID = 1L;

        @Override
        public void processElement(MediaFragment fragment, Context context, Collector<String> out) {
            WATERMARK.set(context.timerService().currentWatermark());
        }
    }
}
