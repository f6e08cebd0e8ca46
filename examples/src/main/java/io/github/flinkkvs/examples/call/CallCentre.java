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

import io.github.flinkkvs.emulator.CallHandle;
import io.github.flinkkvs.emulator.EmulatedStream;
import io.github.flinkkvs.emulator.KvsEmulator;
import io.github.flinkkvs.emulator.media.call.SyntheticCall;
import io.github.flinkkvs.media.source.position.StopPosition;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * An emulated contact centre: calls of some seconds on a few streams, which one call takes over
 * from the other, as Amazon Connect uses its streams again. Knows what was said.
 */
public final class CallCentre implements AutoCloseable {

    /** What the names of its streams begin with. */
    public static final String PREFIX = "connect-example-contact-";

    private static final int LINES = 4;
    private static final long SHORTEST_CALL_MILLIS = 3500;
    private static final Duration LONGEST_CALL = Duration.ofSeconds(9);
    private static final int WAVE_HEADER_BYTES = 44;

    private final KvsEmulator emulator = KvsEmulator.start();
    private final List<SyntheticCall> calls = new CopyOnWriteArrayList<>();
    private final Instant closing;
    private volatile boolean closed;

    private CallCentre(Instant closing) {
        this.closing = closing;
    }

    /** Opens it: calls begin at once, and the last one ends before closing time. */
    public static CallCentre open(Duration openFor) {
        // The emulator takes any credentials, the SDK insists on some.
        System.setProperty("aws.accessKeyId", "example");
        System.setProperty("aws.secretAccessKey", "example");
        CallCentre centre = new CallCentre(Instant.now().plus(openFor));
        for (int line = 1; line <= LINES; line++) {
            EmulatedStream stream = centre.emulator.createStream(PREFIX + line);
            Thread caller = new Thread(() -> centre.callOn(stream), stream.name());
            caller.setDaemon(true);
            caller.start();
        }
        return centre;
    }

    private void callOn(EmulatedStream stream) {
        try {
            while (!closed && Instant.now().plus(LONGEST_CALL).isBefore(closing)) {
                dial(stream).awaitEnd(LONGEST_CALL);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized CallHandle dial(EmulatedStream stream) {
        long millis = SHORTEST_CALL_MILLIS + calls.size() * 1237L % 5000;
        SyntheticCall call =
                SyntheticCall.builder(UUID.randomUUID().toString())
                        .length(Duration.ofMillis(millis))
                        .build();
        calls.add(call);
        return stream.addCall(call);
    }

    /** Returns the service's address. */
    public String endpoint() {
        return emulator.endpoint().toString();
    }

    /** Returns the region that the service is in. */
    public String region() {
        return emulator.region();
    }

    /** Returns where reading ends. */
    public StopPosition closingTime() {
        return StopPosition.serverTimestamp(closing);
    }

    /**
     * Compares the files with what was said.
     *
     * @return what came of it
     * @throws IllegalStateException if a call was not recorded as it was said
     */
    public String verdict(Path folder) throws IOException {
        for (SyntheticCall call : calls) {
            compare(folder, call, "FROM", call.fromCustomer());
            compare(folder, call, "TO", call.toCustomer());
        }
        return String.format(
                "%nRecorded %d calls, every sample as it was said.%nThe files: %s",
                calls.size(), folder.resolve("*.wav").toAbsolutePath().normalize());
    }

    private static void compare(Path folder, SyntheticCall call, String direction, byte[] said)
            throws IOException {
        String begin = call.contactId() + "_AUDIO_" + direction + "_CUSTOMER_";
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> found =
                    files.filter(file -> file.getFileName().toString().startsWith(begin)).toList();
            byte[] bytes = found.size() == 1 ? Files.readAllBytes(found.get(0)) : new byte[0];
            int header = Math.min(WAVE_HEADER_BYTES, bytes.length);
            if (!Arrays.equals(bytes, header, bytes.length, said, 0, said.length)) {
                throw new IllegalStateException(
                        "Contact %s is not in %s as it was said: %s"
                                .formatted(call.contactId(), folder, found));
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        emulator.close();
    }
}
