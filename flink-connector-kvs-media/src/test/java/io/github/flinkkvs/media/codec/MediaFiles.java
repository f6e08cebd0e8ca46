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

package io.github.flinkkvs.media.codec;

import io.github.flinkkvs.emulator.EmulatedStream;
import io.github.flinkkvs.emulator.KvsEmulator;
import io.github.flinkkvs.media.mkv.Captures;
import io.github.flinkkvs.media.mkv.ChunkAssembler;
import io.github.flinkkvs.media.mkv.ChunkEvent;
import io.github.flinkkvs.media.mkv.MediaChunk;
import io.github.flinkkvs.media.mkv.ParserLimits;
import io.github.flinkkvs.media.model.FragmentHeader;
import io.github.flinkkvs.media.model.FragmentNumber;
import io.github.flinkkvs.media.model.MediaFragment;
import io.github.flinkkvs.media.model.StreamId;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Fragments of media files, as the service sends them. */
public final class MediaFiles {

    public static final Instant FIRST = Instant.parse("2026-05-01T11:00:00.250Z");

    public static final StreamId STREAM = StreamId.of("camera");

    private MediaFiles() {}

    /** Stores a Matroska file in the emulator, a fragment for each cluster, and reads these. */
    public static List<MediaFragment> fragments(Path file) throws Exception {
        try (KvsEmulator emulator = KvsEmulator.start()) {
            EmulatedStream stream = emulator.createStream(STREAM.name());
            stream.storeMatroska(file, FIRST);
            HttpResponse<InputStream> answer =
                    HttpClient.newHttpClient()
                            .send(getMedia(emulator), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                return read(body, stream.fragments().size());
            }
        }
    }

    /** The whole fragments of a real output of the service. */
    public static List<MediaFragment> ofCapture(String name) throws Exception {
        return fragments(Captures.bytes(name));
    }

    /** The whole fragments of what GetMedia answers with. */
    public static List<MediaFragment> fragments(byte[] getMedia) throws IOException {
        return read(new ByteArrayInputStream(getMedia), Integer.MAX_VALUE);
    }

    private static HttpRequest getMedia(KvsEmulator emulator) {
        return HttpRequest.newBuilder(URI.create(emulator.dataEndpoint("GET_MEDIA") + "/getMedia"))
                .header("Content-Type", "application/json")
                .header("x-amz-date", "20240101T000000Z")
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=any/20240101/us-east-1/kinesisvideo/"
                                + "aws4_request, SignedHeaders=host;x-amz-date, Signature="
                                + "0".repeat(64))
                .POST(
                        HttpRequest.BodyPublishers.ofString(
                                "{\"StreamName\":\"camera\",\"StartSelector\":"
                                        + "{\"StartSelectorType\":\"EARLIEST\"}}"))
                .build();
    }

    private static List<MediaFragment> read(InputStream body, int most) throws IOException {
        ChunkAssembler assembler = new ChunkAssembler(ParserLimits.defaults());
        List<MediaFragment> fragments = new ArrayList<>();
        byte[] piece = new byte[1 << 16];
        while (fragments.size() < most) {
            int count = body.read(piece);
            if (count < 0) {
                return fragments;
            }
            ByteBuffer bytes = ByteBuffer.wrap(piece, 0, count);
            for (ChunkEvent event = assembler.feed(bytes);
                    event != null;
                    event = assembler.feed(bytes)) {
                fragments.add(fragment((MediaChunk) event));
            }
        }
        return fragments;
    }

    private static MediaFragment fragment(MediaChunk chunk) {
        FragmentHeader header =
                new FragmentHeader(
                        FragmentNumber.of(chunk.fragmentNumber()),
                        chunk.continuationToken(),
                        chunk.producerTimestamp(),
                        chunk.serverTimestamp(),
                        chunk.millisBehindNow());
        return new MediaFragment(
                STREAM,
                header,
                chunk.tags(),
                chunk.tracks(),
                chunk.frames(),
                chunk.bytes(),
                chunk.length());
    }
}
