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

package io.github.flinkkvs.emulator.store;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A process that stores fragments until it is killed. It prints the name of the stream and the
 * number of each one that it was told to be stored.
 */
final class EndlessProducer {
    static final int PRODUCERS = 6;

    private static final int STREAMS = 3;
    private static final int FRAME = 300_000;
    private static final AtomicLong SEED = new AtomicLong();

    private EndlessProducer() {}

    @SuppressWarnings("SystemOut") // standard output is how the test hears of it
    public static void main(String[] args) {
        StreamStore store =
                StreamStore.inFolder(
                        Path.of(args[0]), "arn:", Clock.systemUTC(), new Random(), Long.MAX_VALUE);
        for (int i = 0; i < PRODUCERS; i++) {
            String name = "camera-" + i % STREAMS;
            StoredStream stream =
                    store.byName(name)
                            .orElseGet(() -> store.create(NewStream.named(name, Map.of())));
            new Thread(() -> produce(stream)).start();
        }
    }

    private static void produce(StoredStream stream) {
        while (true) {
            Instant now = Instant.now();
            FragmentMedia media = SelfCheckingMedia.of(SEED.incrementAndGet(), FRAME);
            StoredFragment stored = stream.log().append(now, now, media);
            System.out.println(stream.name() + " " + stored.number());
        }
    }
}
