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

import io.github.flinkkvs.emulator.EmulatedStream;
import io.github.flinkkvs.emulator.KvsEmulator;
import io.github.flinkkvs.emulator.mkv.MatroskaElements;
import io.github.flinkkvs.emulator.mkv.SimpleBlock;
import io.github.flinkkvs.emulator.mkv.TrackSpec;
import io.github.flinkkvs.media.model.StreamId;
import io.github.flinkkvs.media.source.config.KvsMediaSourceOptions;
import io.github.flinkkvs.media.source.position.StartPosition;
import io.github.flinkkvs.media.source.position.StopPosition;
import io.github.flinkkvs.media.source.split.KvsMediaSplit;
import io.github.flinkkvs.media.source.split.SplitPosition;

import org.apache.flink.configuration.Configuration;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;

/** Whoever hangs, and wherever, is left within the configured time. */
@Timeout(60)
class WatchdogTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final Configuration options = new Configuration();

    @BeforeEach
    void beShort() {
        options.set(KvsMediaSourceOptions.SESSION_CONNECT_TIMEOUT, Duration.ofSeconds(1));
        options.set(KvsMediaSourceOptions.SESSION_SILENCE_TIMEOUT, Duration.ofSeconds(1));
        options.set(KvsMediaSourceOptions.RETRY_TIMEOUT, Duration.ofSeconds(2));
        options.set(KvsMediaSourceOptions.RETRY_MAX_BACKOFF, Duration.ofMillis(250));
    }

    @Test
    void aControlPlaneThatConnectsAndSaysNothingIsLeft() throws Exception {
        try (ServerSocket silent = silentServer();
                RunningReader reader = reader(uri("http", silent), Map.of())) {
            assertIsGivenUp(reader);
        }
    }

    @Test
    void aHandshakeThatHangsIsLeft() throws Exception {
        try (ServerSocket silent = silentServer();
                RunningReader reader = reader(uri("https", silent), Map.of())) {
            assertIsGivenUp(reader);
        }
    }

    @Test
    void credentialsThatHangAreLeft() throws Exception {
        try (KvsEmulator emulator = KvsEmulator.start();
                ServerSocket silent = silentServer();
                RunningReader reader =
                        reader(
                                emulator.endpoint(),
                                Map.of(
                                        "aws.credentials.provider", "ASSUME_ROLE",
                                        "aws.credentials.role.arn", "arn:aws:iam::1:role/reader",
                                        "aws.credentials.role.stsEndpoint",
                                                uri("http", silent).toString()))) {
            assertIsGivenUp(reader);
        }
    }

    @Test
    void aBodyThatStallsInsideAFragmentIsLeftAndTheFragmentReadAgain() throws Exception {
        options.set(KvsMediaSourceOptions.RETRY_TIMEOUT, Duration.ofMinutes(1));
        try (KvsEmulator emulator = KvsEmulator.start()) {
            EmulatedStream stream = emulator.createStream("cam");
            List<String> stored = new ArrayList<>();
            for (int n = 0; n < 10; n++) {
                stored.add(put(stream, n));
            }
            AtomicInteger sessions = new AtomicInteger();
            stream.stallEachSessionAfterBytes(
                    () -> sessions.getAndIncrement() < 2 ? 7_000 : Long.MAX_VALUE);
            try (RunningReader reader = reader(emulator.endpoint(), Map.of())) {
                long end = System.nanoTime() + SOON.toNanos();
                while (reader.numbers.size() < stored.size()) {
                    assertThat(System.nanoTime()).as("not in time").isLessThan(end);
                    Thread.onSpinWait();
                }
                assertThat(reader.numbers).isEqualTo(stored);
                assertThat(reader.failure).isNotDone();
                assertThat(sessions.get()).isGreaterThanOrEqualTo(3);
            }
        }
    }

    private static void assertIsGivenUp(RunningReader reader) {
        assertThat(reader.failure).succeedsWithin(SOON);
        assertThat(reader.failure.join())
                .hasMessageContainingAll(
                        "stream cam", "source.retry.timeout=PT2S", "no answer within PT1S");
    }

    /** Takes connections, as the operating system does for it, and never looks at them. */
    private static ServerSocket silentServer() throws IOException {
        return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    private static URI uri(String scheme, ServerSocket server) {
        return URI.create(scheme + "://127.0.0.1:" + server.getLocalPort());
    }

    private static String put(EmulatedStream stream, int second) {
        Instant arrival = Instant.now().minusSeconds(3_600).plusSeconds(second);
        return stream.put(
                        arrival,
                        arrival,
                        MatroskaElements.tracks(
                                List.of(TrackSpec.video(1, "V_MPEG4/ISO/AVC", 64, 48))),
                        MatroskaElements.cluster(
                                0, List.of(new SimpleBlock(1, 0, true, new byte[2_000]))),
                        new byte[0])
                .number();
    }

    private RunningReader reader(URI endpoint, Map<String, String> more) {
        return new RunningReader(
                endpoint,
                more,
                options,
                new KvsMediaSplit(
                        StreamId.of("cam"),
                        SplitPosition.startingAt(StartPosition.earliest()),
                        StopPosition.never()));
    }
}
