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

import io.github.flinkkvs.media.model.StreamId;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

import static org.assertj.core.api.Assertions.assertThat;

/** What is left of a client that is closed: nothing. */
class SdkClientCloseTest {

    private static final Duration SOON = Duration.ofSeconds(25);
    private static final Duration AT_ONCE = Duration.ofSeconds(1);
    private static final StreamId STREAM = StreamId.of("camera-1");

    private final Set<Thread> threadsBefore = Thread.getAllStackTraces().keySet();
    private final RecordingSessionListener listener = new RecordingSessionListener();
    private ScriptedKvsService service;
    private SdkKvsMediaClient client;

    @BeforeEach
    void open() throws IOException {
        service = new ScriptedKvsService();
        client =
                new SdkKvsMediaClient(
                        AwsOptions.of(
                                Map.of(
                                        AwsOptions.ENDPOINT, service.uri().toString(),
                                        AwsOptions.REGION, "eu-central-1",
                                        AwsOptions.ACCESS_KEY_ID, "AKIDEXAMPLE",
                                        AwsOptions.SECRET_KEY, "s3cr3t")));
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        service.close();
    }

    @Test
    void openSessionsAreClosedWithinASecond() throws InterruptedException {
        service.script("/getMedia", Answers.flood(1L << 40, new AtomicLong()));
        client.openSession(STREAM, SessionStart.now(), listener).request(1);
        assertThat(listener.tookBuffers(1, SOON.toMillis())).isTrue();

        assertThat(CompletableFuture.runAsync(client::close)).succeedsWithin(AT_ONCE);

        assertThat(service.clientGone()).succeedsWithin(AT_ONCE);
    }

    @Test
    void noThreadOutlivesTheClient() throws InterruptedException {
        client.openSession(STREAM, SessionStart.now(), listener);
        assertThat(listener.opened()).succeedsWithin(SOON);
        assertThat(newIoThreads()).isNotEmpty();

        client.close();

        assertNoIoThreadIsLeft();
    }

    @Test
    void aSessionThatIsOpenedTooLateEnds() {
        client.close();

        client.openSession(STREAM, SessionStart.now(), listener);

        assertThat(listener.ended()).succeedsWithin(SOON);
    }

    @Test
    void aClientMayBeClosedTwice() throws InterruptedException {
        client.close();

        client.close();

        assertNoIoThreadIsLeft();
    }

    /** An event loop says that it has ended from its own thread, with its last breath. */
    private void assertNoIoThreadIsLeft() throws InterruptedException {
        for (Thread thread : newIoThreads()) {
            thread.join(AT_ONCE.toMillis());
        }
        assertThat(newIoThreads()).isEmpty();
    }

    private List<Thread> newIoThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("kvs-io"))
                .filter(thread -> !threadsBefore.contains(thread))
                .toList();
    }
}
