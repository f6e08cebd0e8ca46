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

package io.github.flinkkvs.examples.archive;

import io.github.flinkkvs.emulator.KvsEmulator;
import io.github.flinkkvs.emulator.media.camera.SyntheticCamera;
import io.github.flinkkvs.emulator.store.StoredFragment;
import io.github.flinkkvs.media.source.position.StopPosition;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Two cameras that do not exist, one of them with sound. Knows what they have filmed. */
public final class EmulatedCameras implements AutoCloseable {

    private final KvsEmulator emulator = KvsEmulator.start();
    private final Instant end;

    private EmulatedCameras(Instant end) {
        this.end = end;
    }

    /** Switches them on. */
    public static EmulatedCameras filmFor(Duration length) {
        // The emulator takes any credentials, the SDK insists on some.
        System.setProperty("aws.accessKeyId", "example");
        System.setProperty("aws.secretAccessKey", "example");
        EmulatedCameras cameras = new EmulatedCameras(Instant.now().plus(length));
        cameras.film(SyntheticCamera.named("front-door"));
        cameras.film(SyntheticCamera.builder("garage").audio(true).build());
        return cameras;
    }

    private void film(SyntheticCamera camera) {
        emulator.createStream(camera.name()).addCamera(camera);
    }

    /** Returns the names of their streams. */
    public List<String> streams() {
        return emulator.streams().stream().map(stream -> stream.name()).sorted().toList();
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
    public StopPosition stop() {
        return StopPosition.serverTimestamp(end);
    }

    /**
     * Compares the index with what was filmed.
     *
     * @param archive the folder of the archive, which may hold earlier ones
     * @return what came of it
     * @throws IllegalStateException if a fragment is missing or doubled
     */
    public String verdict(String archive) throws IOException {
        Path folder = Path.of(archive);
        List<String> filmed =
                emulator.streams().stream()
                        .flatMap(stream -> stream.fragments().stream())
                        .filter(fragment -> fragment.serverTimestamp().isBefore(end))
                        .map(StoredFragment::number)
                        .sorted()
                        .toList();
        Set<String> known = new HashSet<>(filmed);
        List<String> lines = new ArrayList<>();
        for (Path file : files(folder, ".jsonl")) {
            lines.addAll(Files.readAllLines(file));
        }
        List<String> archived =
                lines.stream()
                        .map(line -> line.replaceAll(".*\"fragment_number\":\"(\\d+)\".*", "$1"))
                        .filter(known::contains)
                        .sorted()
                        .toList();
        if (!archived.equals(filmed)) {
            throw new IllegalStateException(
                    "%d fragments were filmed, of which the index in %s has %d"
                            .formatted(filmed.size(), folder, archived.size()));
        }
        return "%nArchived %d fragments, each once.%nThe archive, with %d files: %s"
                .formatted(
                        archived.size(),
                        files(folder, ".mkv").size(),
                        folder.toAbsolutePath().normalize());
    }

    private static List<Path> files(Path folder, String suffix) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> !file.getFileName().toString().startsWith("."))
                    .filter(file -> file.toString().endsWith(suffix))
                    .toList();
        }
    }

    @Override
    public void close() {
        emulator.close();
    }
}
