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

package io.github.flinkkvs.media.client;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

/** On real connections: whatever a session takes of bytes at hand, all come once and in order. */
class UsedAtHandTest extends SessionFixture {

    private static final int CHUNKS = 40;

    @ParameterizedTest
    @CsvSource({"netty, 1", "netty, 7", "netty, 42", "crt, 1"})
    void allBytesComeOnceAndInOrder(String http, long seed) {
        String[] chunks =
                IntStream.range(0, CHUNKS).mapToObj(UsedAtHandTest::numbers).toArray(String[]::new);
        service().script("/getMedia", Answers.endedMedia(chunks));
        Taking listener = new Taking(seed);

        try (SdkKvsMediaClient client = newClient(Map.of(AwsOptions.HTTP_CLIENT, http))) {
            client.openSession(stream, SessionStart.now(), listener).request(PLENTY);
            assertThat(listener.ended).succeedsWithin(SOON).isEqualTo(new SessionEnd.Finished());
        }

        assertThat(listener.bytes.toString(UTF_8)).isEqualTo(String.join("", chunks));
        if (http.equals("netty")) {
            assertThat(listener.usedAtHand).isPositive();
        }
    }

    private static String numbers(int chunk) {
        return IntStream.range(0, 10_000)
                .mapToObj(i -> chunk + "." + i)
                .collect(joining(" ", "", " "));
    }

    /** Takes all, nothing or some of what is offered, by chance. On the I/O thread. */
    private static final class Taking implements MediaSessionListener {

        final CompletableFuture<SessionEnd> ended = new CompletableFuture<>();
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        long usedAtHand;
        private final SplittableRandom random;

        Taking(long seed) {
            this.random = new SplittableRandom(seed);
        }

        @Override
        public void onOpened(Optional<Instant> serviceTime, String requestId) {}

        @Override
        public void onBytesAtHand(ByteBuffer offered) {
            int most = offered.remaining();
            int taken =
                    switch (random.nextInt(3)) {
                        case 0 -> 0;
                        case 1 -> random.nextInt(most);
                        default -> most;
                    };
            usedAtHand += taken;
            take(offered, taken);
        }

        @Override
        public void onBytes(List<ByteBuffer> buffers) {
            buffers.forEach(buffer -> take(buffer, buffer.remaining()));
        }

        private void take(ByteBuffer from, int count) {
            byte[] taken = new byte[count];
            from.get(taken);
            bytes.writeBytes(taken);
        }

        @Override
        public void onEnded(SessionEnd end) {
            ended.complete(end);
        }
    }
}
