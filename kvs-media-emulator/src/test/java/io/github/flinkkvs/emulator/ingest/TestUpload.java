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

package io.github.flinkkvs.emulator.ingest;

import io.github.flinkkvs.emulator.store.NewStream;
import io.github.flinkkvs.emulator.store.Retention;
import io.github.flinkkvs.emulator.store.StoredFragment;
import io.github.flinkkvs.emulator.store.StoredStream;
import io.github.flinkkvs.emulator.store.StreamStore;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** One upload to a stream of its own; equal media give equal fragment numbers. */
final class TestUpload {
    static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
    static final Instant START = Instant.parse("2026-05-01T11:59:00.250Z");

    private final StreamStore streams =
            StreamStore.inMemory(
                    "arn:aws:kinesisvideo:us-east-1:123456789012:stream/",
                    Clock.fixed(NOW, ZoneOffset.UTC),
                    new Random(1),
                    1L << 30);
    private final StoredStream stream;
    private final List<Ack> acks = new ArrayList<>();
    private final MatroskaUpload upload;

    private TestUpload(UploadRequest request, int retentionHours) {
        NewStream wish =
                new NewStream("camera", new Retention(retentionHours), null, null, null, Map.of());
        stream = streams.create(wish);
        upload = new MatroskaUpload(request, stream, Clock.fixed(NOW, ZoneOffset.UTC), acks::add);
    }

    static TestUpload relative() {
        return new TestUpload(new UploadRequest(UploadRequest.TimecodeType.RELATIVE, START), 24);
    }

    static TestUpload absolute() {
        return new TestUpload(
                new UploadRequest(UploadRequest.TimecodeType.ABSOLUTE, Instant.EPOCH), 24);
    }

    static TestUpload withoutRetention() {
        return new TestUpload(new UploadRequest(UploadRequest.TimecodeType.RELATIVE, START), 0);
    }

    TestUpload send(byte[]... pieces) {
        Arrays.stream(pieces).map(ByteBuffer::wrap).forEach(upload::accept);
        return this;
    }

    TestUpload end() {
        upload.end();
        return this;
    }

    MatroskaUpload upload() {
        return upload;
    }

    StoredStream stream() {
        return stream;
    }

    void deleteStream() {
        streams.delete("camera");
    }

    List<Ack> acks() {
        return acks;
    }

    List<String> ackTypes() {
        return acks.stream().map(ack -> ack.type().name()).toList();
    }

    List<StoredFragment> fragments() {
        return stream.log().fragments();
    }

    /** The chunk of a stored fragment with its trailer left out. */
    byte[] chunk(int index) {
        return fragments().get(index).toByteArray();
    }
}
