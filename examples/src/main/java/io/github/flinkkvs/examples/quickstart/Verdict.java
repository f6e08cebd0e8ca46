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

package io.github.flinkkvs.examples.quickstart;

import io.github.flinkkvs.emulator.KvsEmulator;
import io.github.flinkkvs.emulator.store.StoredFragment;
import io.github.flinkkvs.media.model.FragmentNumber;
import io.github.flinkkvs.media.source.position.StopPosition;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What was read, held against what the emulated service stored.
 *
 * @param fragments how many fragments were read
 * @param frames how many frames were in them
 * @param missing how many fragments before the stop position were not read
 * @param doubled how many were read more than once
 * @param inOrder whether each camera's came in order
 */
public record Verdict(long fragments, long frames, long missing, long doubled, boolean inOrder) {

    /** Compares, camera by camera. */
    public static Verdict of(KvsEmulator emulator, List<String> cameras, StopPosition stop) {
        Map<String, Scoreboard.Score> scores = Scoreboard.snapshot();
        Verdict sum = new Verdict(0, 0, 0, 0, true);
        for (String camera : cameras) {
            Scoreboard.Score score =
                    scores.getOrDefault(camera, new Scoreboard.Score(List.of(), 0, 0, 0));
            List<String> stored =
                    emulator.stream(camera).fragments().stream()
                            .filter(fragment -> !isBehind(stop, fragment))
                            .map(StoredFragment::number)
                            .collect(Collectors.toList());
            sum = sum.plus(of(score, stored));
        }
        return sum;
    }

    private static boolean isBehind(StopPosition stop, StoredFragment fragment) {
        return stop.isReachedAt(
                FragmentNumber.of(fragment.number()),
                fragment.serverTimestamp(),
                fragment.producerTimestamp());
    }

    private static Verdict of(Scoreboard.Score score, List<String> stored) {
        List<String> read = score.fragments();
        HashSet<String> distinct = new HashSet<>(read);
        long missing = stored.stream().filter(number -> !distinct.contains(number)).count();
        boolean inOrder = read.equals(read.stream().sorted().collect(Collectors.toList()));
        return new Verdict(
                read.size(), score.frames(), missing, read.size() - distinct.size(), inOrder);
    }

    private Verdict plus(Verdict other) {
        return new Verdict(
                fragments + other.fragments,
                frames + other.frames,
                missing + other.missing,
                doubled + other.doubled,
                inOrder && other.inOrder);
    }

    /** Returns whether every fragment was read once and in order. */
    public boolean isFaultless() {
        return missing == 0 && doubled == 0 && inOrder;
    }

    /** Returns the closing words. */
    public String text(Path output, long sessions) {
        return String.format(
                "%nRead %d fragments with %d frames over %d sessions: %d missing, %d doubled, %s.%n"
                        + "The videos: %s",
                fragments,
                frames,
                sessions,
                missing,
                doubled,
                inOrder ? "all in order" : "NOT in order",
                output.toAbsolutePath().normalize().resolve("*.mkv"));
    }
}
