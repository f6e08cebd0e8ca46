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

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the name of a fragment's file says about it, so that a start need not open a single one and
 * a file of another length is known for torn.
 *
 * <p>The name is {@code NUMBER_PRODUCER_SERVER_FRAMES_DURATION_CHUNK_TRAILER.mkv}: both times in
 * epoch milliseconds, the duration in nanoseconds, the last two in bytes.
 *
 * @param producer to the millisecond, as the service tells it; so is {@code server}
 * @param chunkBytes the chunk up to its trailer
 * @param trailerBytes behind it; zero unless the chunk was captured with a trailer
 */
record FragmentFile(
        String number,
        Instant producer,
        Instant server,
        int frames,
        Duration duration,
        long chunkBytes,
        int trailerBytes) {

    /** Oldest first. Numbers bear no leading zeros. */
    static final Comparator<FragmentFile> BY_NUMBER =
            Comparator.comparingInt((FragmentFile file) -> file.number.length())
                    .thenComparing(FragmentFile::number);

    private static final String EXTENSION = ".mkv";
    private static final Pattern NAME =
            Pattern.compile(
                    "([0-9]{1,128})_(-?[0-9]{1,19})_(-?[0-9]{1,19})_([0-9]{1,10})"
                            + "_(-?[0-9]{1,19})_([0-9]{1,19})_([0-9]{1,10})\\.mkv");

    static FragmentFile of(StoredFragment fragment) {
        return new FragmentFile(
                fragment.number(),
                fragment.producerTimestamp(),
                fragment.serverTimestamp(),
                fragment.frames(),
                fragment.duration(),
                fragment.size(),
                fragment.ownTrailer().length);
    }

    /** Reads a name; nothing if it is none of a fragment. */
    static Optional<FragmentFile> named(String name) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new FragmentFile(
                            matcher.group(1),
                            Instant.ofEpochMilli(Long.parseLong(matcher.group(2))),
                            Instant.ofEpochMilli(Long.parseLong(matcher.group(3))),
                            Integer.parseInt(matcher.group(4)),
                            Duration.ofNanos(Long.parseLong(matcher.group(5))),
                            Long.parseLong(matcher.group(6)),
                            Integer.parseInt(matcher.group(7))));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    String name() {
        return String.join(
                        "_",
                        number,
                        Long.toString(producer.toEpochMilli()),
                        Long.toString(server.toEpochMilli()),
                        Integer.toString(frames),
                        Long.toString(duration.toNanos()),
                        Long.toString(chunkBytes),
                        Integer.toString(trailerBytes))
                + EXTENSION;
    }

    /** Bytes of the whole file. */
    long length() {
        return chunkBytes + trailerBytes;
    }
}
