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

package io.github.flinkkvs.emulator;

import io.github.flinkkvs.emulator.limits.Limit;
import io.github.flinkkvs.emulator.limits.ServiceLimits;
import io.github.flinkkvs.emulator.session.SessionEnd;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Instant;

import static org.assertj.core.api.Assertions.assertThat;

class LimitsTest {
    private static final String DESCRIBE = "{\"StreamName\":\"door\"}";

    private final KvsEmulator emulator = KvsEmulator.start();
    private EmulatedStream stream;

    @BeforeEach
    void createStream() {
        stream = emulator.createStream("door");
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    @Test
    void aStreamAnswersFiveCallsASecond() throws IOException {
        for (int i = 0; i < 5; i++) {
            assertThat(describe()).isEqualTo(200);
        }
        assertThat(emulator.callsRefused()).isZero();

        try (RawSession sixth = new RawSession(emulator.endpoint(), "/describeStream", DESCRIBE)) {
            assertThat(sixth.status()).isEqualTo(400);
            assertThat(sixth.header("x-amzn-errortype"))
                    .startsWith("ClientLimitExceededException:");
            assertThat(sixth.plainBody()).contains("DescribeStream").contains("5 calls a second");
        }
        assertThat(emulator.callsRefused()).isEqualTo(1);
        emulator.setLimits(emulator.limits().without(Limit.DESCRIBE_STREAM_CALLS));
        assertThat(describe()).isEqualTo(200);
    }

    @Test
    void aStreamHasThreeReaders() throws IOException {
        try (RawSession first = RawSession.earliest(emulator, "door")) {
            RawSession second = RawSession.earliest(emulator, "door");
            try (RawSession third = RawSession.earliest(emulator, "door");
                    RawSession fourth = RawSession.earliest(emulator, "door")) {
                assertThat(first.status() + second.status() + third.status()).isEqualTo(600);
                assertThat(fourth.status()).isEqualTo(400);
                assertThat(fourth.header("x-amzn-errortype"))
                        .startsWith("ConnectionLimitExceededException:");
                stream.endSessions(SessionEnd.CLEAN);
                second.readToEnd();
                try (RawSession again = RawSession.earliest(emulator, "door")) {
                    assertThat(again.status()).isEqualTo(200);
                }
            }
        }
    }

    @Test
    void aSessionKeepsThePace() throws IOException {
        emulator.setLimits(ServiceLimits.none().with(Limit.GET_MEDIA_BYTES, 4_000_000));
        Fixtures.put(stream, Instant.now(), Instant.now(), 1_000_000);

        long start = System.nanoTime();
        try (RawSession session = RawSession.earliest(emulator, "door")) {
            session.readTo(2_000_000);
        }

        assertThat(System.nanoTime() - start).isGreaterThan(400_000_000L);
    }

    @Test
    void listedMediaKeepsThePace() throws IOException {
        emulator.setLimits(
                ServiceLimits.none().with(Limit.GET_MEDIA_FOR_FRAGMENT_LIST_BYTES, 4_000_000));
        String number = Fixtures.put(stream, Instant.now(), Instant.now(), 1_000_000).number();

        long start = System.nanoTime();
        try (RawSession session =
                new RawSession(
                        emulator.dataEndpoint("GET_MEDIA_FOR_FRAGMENT_LIST"),
                        "/getMediaForFragmentList",
                        "{\"StreamName\":\"door\",\"Fragments\":[\"" + number + "\"]}")) {
            assertThat(session.readToEnd()).isEqualTo(RawSession.End.CLEAN);
            assertThat(session.body()).hasSizeGreaterThan(2_000_000);
        }

        assertThat(System.nanoTime() - start).isGreaterThan(400_000_000L);
    }

    private int describe() throws IOException {
        try (RawSession reply = new RawSession(emulator.endpoint(), "/describeStream", DESCRIBE)) {
            return reply.status();
        }
    }
}
