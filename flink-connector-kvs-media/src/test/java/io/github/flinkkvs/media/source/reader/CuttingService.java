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

import io.github.flinkkvs.media.client.SessionStart;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;

import static io.github.flinkkvs.media.source.reader.TestingChunk.arrival;
import static io.github.flinkkvs.media.source.reader.TestingChunk.chunk;
import static io.github.flinkkvs.media.source.reader.TestingChunk.front;
import static io.github.flinkkvs.media.source.reader.TestingChunk.number;
import static io.github.flinkkvs.media.source.reader.TestingChunk.trailer;

/**
 * A camera that never stops, and a service that cuts each session when it is 45 minutes old, at a
 * byte that is drawn at random. Driven by the test in steps.
 *
 * <p>Fragment n is recorded in the {@link #FRAGMENT} before {@code arrival(n)}: its front tags are
 * there at once, its cluster grows, and its trailer is there at the end. Numbers go up in steps of
 * {@link #STRIDE}, since there are gaps in those of the service.
 */
final class CuttingService {

    static final Duration FRAGMENT = Duration.ofSeconds(2);
    static final Duration SESSION = Duration.ofMinutes(45);

    /** How long the service takes to answer GetMedia. */
    static final Duration ANSWER = Duration.ofMillis(500);

    static final int STRIDE = 2;

    private static final int FRAME_BYTES = 600;

    /** Where in a chunk the last byte of a session lies. */
    enum Cut {
        BETWEEN_CHUNKS,
        IN_FRONT,
        IN_CLUSTER,
        IN_TRAILER
    }

    private final ScriptedClient client;
    private final SplittableRandom random;
    private long now;
    private ScriptedClient.Session session;
    private long openedAt;
    private int fragment;
    private byte[] chunk = new byte[0];
    private int frontEnd;
    private int clusterEnd;
    private int sent;

    /** How many bytes of the chunk the session lives to send. */
    private int lastByte;

    private final Map<Cut, Integer> cuts = new EnumMap<>(Cut.class);

    CuttingService(ScriptedClient client, SplittableRandom random) {
        this.client = client;
        this.random = random;
    }

    /** Returns how many fragments have been recorded to their end. */
    int recorded() {
        return (int) (now / FRAGMENT.toMillis());
    }

    /** Returns how many sessions were cut, and where. */
    Map<Cut, Integer> cuts() {
        return cuts;
    }

    /** Lets time pass, and the session say what it has to say by now. */
    void pass(Duration time) {
        if (!client.sessions.isEmpty() && session != client.last()) {
            session = client.last();
            openedAt = now + ANSWER.toMillis();
        }
        now += time.toMillis();
        if (session == null || now < openedAt) {
            return;
        }
        if (now == openedAt) {
            session.opensAt(arrival(0).plusMillis(now));
            begin(firstFragment(session.start));
        }
        while (!session.aborted && sendWhatIsThere() && sent == chunk.length) {
            begin(fragment + 1);
        }
    }

    private void begin(int next) {
        fragment = next;
        chunk = chunk(STRIDE * fragment, FRAME_BYTES);
        frontEnd = front(STRIDE * fragment).length;
        clusterEnd = chunk.length - trailer(STRIDE * fragment).length;
        sent = 0;
        lastByte = Integer.MAX_VALUE;
    }

    private static int firstFragment(SessionStart start) {
        if (start.equals(SessionStart.earliest())) {
            return 1;
        }
        if (start.type() != SessionStart.Type.CONTINUATION_TOKEN) {
            throw new AssertionError("resumed from " + start);
        }
        BigInteger last = new BigInteger(start.value()).subtract(new BigInteger(number(0)));
        return last.intValueExact() / STRIDE + 1;
    }

    /** Returns whether there was anything to send. */
    private boolean sendWhatIsThere() {
        long begun = (fragment - 1) * FRAGMENT.toMillis();
        if (now < begun) {
            return false;
        }
        if (sent == 0 && begun >= openedAt + SESSION.toMillis()) {
            lastByte = drawLastByte();
        }
        int there = Math.min(bytesRecorded(now - begun), lastByte);
        int middle = random.nextInt(sent, there + 1);
        session.sends(Arrays.copyOfRange(chunk, sent, middle));
        session.sends(Arrays.copyOfRange(chunk, middle, there));
        sent = there;
        if (there == lastByte) {
            cut();
            return false;
        }
        return true;
    }

    private int bytesRecorded(long age) {
        if (age >= FRAGMENT.toMillis()) {
            return chunk.length;
        }
        return (int) (frontEnd + (clusterEnd - frontEnd) * age / FRAGMENT.toMillis());
    }

    private int drawLastByte() {
        Cut cut = Cut.values()[random.nextInt(Cut.values().length)];
        cuts.merge(cut, 1, Integer::sum);
        return switch (cut) {
            case BETWEEN_CHUNKS -> 0;
            case IN_FRONT -> random.nextInt(1, frontEnd);
            case IN_CLUSTER -> random.nextInt(frontEnd, clusterEnd);
            case IN_TRAILER -> random.nextInt(clusterEnd, chunk.length);
        };
    }

    private void cut() {
        if (random.nextBoolean()) {
            session.ends();
        } else {
            session.breaks();
        }
        openedAt = Long.MAX_VALUE;
    }
}
