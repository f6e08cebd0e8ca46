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

package io.github.flinkkvs.e2e.faults;

import io.github.flinkkvs.e2e.IndexLine;
import io.github.flinkkvs.e2e.Verdict;
import io.github.flinkkvs.emulator.EmulatedStream;
import io.github.flinkkvs.emulator.KvsEmulator;
import io.github.flinkkvs.emulator.mkv.ServiceTags;
import io.github.flinkkvs.emulator.store.StoredFragment;

import com.fasterxml.jackson.databind.JsonNode;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The verdict on an index that {@code FragmentIndexJob} wrote, by the folder of an emulator that is
 * dead.
 *
 * <p>The job's SHA-256 is that of a chunk with its trailer, which says when it was sent: the line
 * tells how it was, so that the same is worked out of what is stored.
 */
final class Judgement {

    private final Map<String, List<IndexLine>> stored = new TreeMap<>();
    private final Map<String, byte[]> chunks = new HashMap<>();

    private Judgement(Path storage) {
        try (KvsEmulator emulator = KvsEmulator.builder().folder(storage).start()) {
            for (EmulatedStream stream : emulator.streams()) {
                stored.put(stream.name(), IndexLine.of(stream));
                for (StoredFragment fragment : stream.fragments()) {
                    chunks.put(stream.name() + " " + fragment.number(), fragment.toByteArray());
                }
            }
        }
    }

    /** Compares; returns what is wrong, and nothing if all is well. */
    static List<String> on(Path storage, IndexFolder index) {
        Judgement judgement = new Judgement(storage);
        Map<String, List<IndexLine>> files =
                index.files().entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        Map.Entry::getKey,
                                        file ->
                                                file.getValue().stream()
                                                        .map(judgement::line)
                                                        .toList()));
        return Verdict.on(judgement.stored, files);
    }

    private IndexLine line(JsonNode line) {
        String stream = line.get("streamName").asText();
        String number = line.get("fragmentNumber").asText();
        String told = line.get("sha256").asText();
        byte[] chunk = chunks.get(stream + " " + number);
        if (chunk == null) {
            return new IndexLine(stream, number, told);
        }
        byte[] trailer =
                ServiceTags.trailer(
                        line.get("millisBehindNow").asLong(),
                        line.get("continuationToken").asText());
        boolean same = told.equals(hex(chunk, trailer));
        return new IndexLine(stream, number, same ? hex(chunk, ServiceTags.NONE) : told);
    }

    private static String hex(byte[] chunk, byte[] trailer) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(chunk);
            digest.update(trailer);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256.", e);
        }
    }
}
