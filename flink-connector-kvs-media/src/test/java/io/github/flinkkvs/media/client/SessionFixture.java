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

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A scripted service and one client, since a client takes longer to open and close than most tests
 * take.
 */
abstract class SessionFixture {

    static final Duration SOON = Duration.ofSeconds(25);
    static final int PLENTY = 1_000_000;

    private static final AtomicInteger STREAMS = new AtomicInteger();
    private static ScriptedKvsService service;
    private static SdkKvsMediaClient client;

    /** A stream of its own for each test, since the client remembers endpoints. */
    final StreamId stream = StreamId.of("camera-" + STREAMS.incrementAndGet());

    private final RecordingSessionListener listener = new RecordingSessionListener();

    @BeforeAll
    static void open() throws IOException {
        service = new ScriptedKvsService();
        client = newClient(Map.of());
    }

    @AfterAll
    static void close() throws IOException {
        client.close();
        service.close();
    }

    @BeforeEach
    void forgetScripts() {
        service.reset();
    }

    static ScriptedKvsService service() {
        return service;
    }

    static SdkKvsMediaClient client() {
        return client;
    }

    static SdkKvsMediaClient newClient(Map<String, String> more) {
        Map<String, String> options =
                new HashMap<>(
                        Map.of(
                                AwsOptions.REGION, "eu-central-1",
                                AwsOptions.ENDPOINT, service.uri().toString(),
                                AwsOptions.ACCESS_KEY_ID, "AKIDEXAMPLE",
                                AwsOptions.SECRET_KEY, "s3cr3t",
                                AwsOptions.SESSION_TOKEN, "t0k3n"));
        options.putAll(more);
        return new SdkKvsMediaClient(AwsOptions.of(options));
    }

    RecordingSessionListener listener() {
        return listener;
    }

    MediaSession openSession(SessionStart start) {
        return client.openSession(stream, start, listener);
    }

    /** Waits for the session to fail. */
    KvsServiceException failure() {
        assertThat(listener.ended()).succeedsWithin(SOON);
        return ((SessionEnd.Failed) listener.ended().join()).error();
    }
}
