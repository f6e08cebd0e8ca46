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

import io.github.flinkkvs.emulator.KvsEmulator;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** What a job that has ended must not leave behind. */
final class Leftovers {

    /** The SDK's timer threads of a call that was under way wait for its 30 s to pass. */
    private static final Duration LONGEST = Duration.ofSeconds(40);

    private static final Duration SHORT = Duration.ofSeconds(3);
    private static final List<String> THREADS =
            List.of("kvs-io", "Source Data Fetcher", "sdk-async-response", "sdk-ScheduledExecutor");

    private Leftovers() {}

    /** Waits until sessions and threads are gone, as they are some moments after the job's end. */
    static void assertNone(KvsEmulator emulator) {
        if (!Eventually.holdsWithin(SHORT, () -> areNone(emulator))) {
            System.out.println("Leftovers: these take their time to end: " + threads());
            Eventually.holdsWithin(LONGEST, () -> areNone(emulator));
        }
        assertThat(emulator.openSessions()).as("open sessions").isZero();
        assertThat(threads()).as("threads of the connector").isEmpty();
    }

    private static boolean areNone(KvsEmulator emulator) {
        return emulator.openSessions() == 0 && threads().isEmpty();
    }

    private static List<String> threads() {
        try (Stream<Thread> all = Thread.getAllStackTraces().keySet().stream()) {
            return all.filter(Thread::isAlive)
                    .map(Thread::getName)
                    .filter(name -> THREADS.stream().anyMatch(name::startsWith))
                    .toList();
        }
    }
}
