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

import io.github.flinkkvs.emulator.EmulatedStream;
import io.github.flinkkvs.emulator.KvsEmulator;
import io.github.flinkkvs.emulator.media.call.SyntheticCall;
import io.github.flinkkvs.examples.call.RecordedCall;

import org.apache.flink.util.CloseableIterator;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import static org.assertj.core.api.Assertions.assertThat;

/** Calls as the emulated contact centre made them, and as the job recorded them. */
@Timeout(180)
class CallAudioITCase {

    private static final int STREAMS = 6;
    private static final int CALLS = 20;
    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

    private final KvsEmulator emulator = KvsEmulator.start();
    private final List<SyntheticCall> calls = new ArrayList<>();

    private CallRecordings recordings;

    @BeforeEach
    void createStreams(@TempDir Path output) {
        recordings = new CallRecordings(emulator, output);
        for (int i = 0; i < STREAMS; i++) {
            emulator.createStream(CallRecordings.PREFIX + i);
        }
        emulator.createStream("another-centre").storePast(SyntheticCall.of("c"), Instant.now());
    }

    @AfterEach
    void closeEmulator() {
        emulator.close();
    }

    @Test
    void twentyOverlappingCallsOverReusedStreamsAreRecordedSampleBySampleInSpiteOfFailures()
            throws Exception {
        Failures failures = Failures.behind(25, 90);
        ExecutorService lines = Executors.newFixedThreadPool(STREAMS);
        try {
            List<Future<Void>> talks = callOnAllStreams(lines);
            recordings.record(failures, "--stop=server-timestamp=" + Instant.now().plusSeconds(30));
            for (Future<Void> talk : talks) {
                talk.get();
            }
        } finally {
            lines.shutdownNow();
        }

        assertThat(failures.happened()).isPositive();
        assertThat(calls).hasSize(CALLS);
        assertThat(recordings.files()).hasSize(2 * CALLS);
        for (SyntheticCall call : calls) {
            recordings.assertSaid(call);
        }
    }

    @Test
    void aCallIsOverWhenItsStreamFallsSilent() throws Exception {
        SyntheticCall call = call("alone", 2500, 500);
        emulator.stream(CallRecordings.PREFIX + 3).storePast(call, Instant.now().minusSeconds(10));
        List<RecordedCall> recorded = new ArrayList<>();

        try (CloseableIterator<RecordedCall> done =
                recordings.recordings(Failures.behind(), "--silence=1s").executeAndCollect()) {
            recorded.add(done.next());
            recorded.add(done.next());
        }

        assertThat(recorded)
                .extracting(RecordedCall::channel)
                .containsExactlyInAnyOrder("AUDIO_FROM_CUSTOMER", "AUDIO_TO_CUSTOMER");
        assertThat(recorded).extracting(RecordedCall::length).containsOnly(call.length());
        recordings.assertSaid(call);
    }

    /** Calls that follow one another without a pause on each of the streams, on all at once. */
    private List<Future<Void>> callOnAllStreams(ExecutorService lines) {
        List<List<SyntheticCall>> callsOfLines = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            if (i < STREAMS) {
                callsOfLines.add(new ArrayList<>());
            }
            // The customer speaks from the third second on. No length is a whole number of
            // fragments, or of blocks, which have 64 ms.
            callsOfLines.get(i % STREAMS).add(call("call-" + i, 3501 + 137 * i, 400 + 31 * i));
        }
        List<Future<Void>> talks = new ArrayList<>();
        for (int i = 0; i < STREAMS; i++) {
            EmulatedStream stream = emulator.stream(CallRecordings.PREFIX + i);
            List<SyntheticCall> callsOfLine = callsOfLines.get(i);
            talks.add(
                    lines.submit(
                            () -> {
                                for (SyntheticCall call : callsOfLine) {
                                    assertThat(stream.addCall(call).awaitEnd(TEN_SECONDS)).isTrue();
                                }
                                return null;
                            }));
        }
        return talks;
    }

    private SyntheticCall call(String contactId, int millis, int fragmentMillis) {
        SyntheticCall call =
                SyntheticCall.builder(contactId)
                        .length(Duration.ofMillis(millis))
                        .fragmentLength(Duration.ofMillis(fragmentMillis))
                        .build();
        calls.add(call);
        return call;
    }
}
