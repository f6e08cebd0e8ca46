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

package io.github.flinkkvs.media.client;

import io.github.flinkkvs.emulator.KvsEmulator;
import io.github.flinkkvs.emulator.session.Fault;
import io.github.flinkkvs.media.mkv.ChunkAssembler;
import io.github.flinkkvs.media.mkv.ChunkEvent;
import io.github.flinkkvs.media.mkv.ErrorChunk;
import io.github.flinkkvs.media.mkv.MkvException;
import io.github.flinkkvs.media.mkv.ParserLimits;
import io.github.flinkkvs.media.model.StreamId;

import java.nio.ByteBuffer;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** Errors inside a body, from the emulator through client and parser. */
final class InBandErrors {

    private InBandErrors() {}

    /**
     * Makes one.
     *
     * @param entry of the {@link FailureTable}
     */
    static KvsServiceException fromTheEmulator(String entry) throws Exception {
        String id = entry.matches("in-band \\d+") ? entry.substring(8) : "7777";
        String code = entry.endsWith("NOT_FOUND") ? "FRAGMENT_NOT_FOUND" : "SOME_CODE";
        try (KvsEmulator emulator = KvsEmulator.builder().region("eu-central-1").start()) {
            emulator.createStream("camera")
                    .inject(Fault.parse("in-band-error id=" + id + " code=" + code + " times=1"));
            ErrorChunk chunk = errorChunk(emulator);
            KvsServiceException failure =
                    KvsServiceException.inBand(
                            ServiceCall.getMedia("GetMedia of camera"),
                            chunk.errorId(),
                            chunk.errorCode(),
                            chunk.fragmentNumber(),
                            "request-1");
            assertThat(failure).hasMessageContainingAll(id, code);
            return failure;
        }
    }

    private static ErrorChunk errorChunk(KvsEmulator emulator) {
        RecordingSessionListener listener = new RecordingSessionListener();
        try (SdkKvsMediaClient client =
                SessionFixture.newClient(
                        Map.of(AwsOptions.ENDPOINT, emulator.endpoint().toString()))) {
            client.openSession(StreamId.of("camera"), SessionStart.now(), listener)
                    .request(SessionFixture.PLENTY);
            assertThat(listener.ended()).succeedsWithin(SessionFixture.SOON);
        }
        assertThat(listener.ended().join()).isInstanceOf(SessionEnd.Finished.class);
        return parsed(ByteBuffer.wrap(listener.bytes()));
    }

    private static ErrorChunk parsed(ByteBuffer bytes) {
        ChunkAssembler assembler = new ChunkAssembler(ParserLimits.defaults());
        try {
            ChunkEvent event = null;
            while (event == null && bytes.hasRemaining()) {
                event = assembler.feed(bytes);
            }
            assertThat(event).as("%d bytes", bytes.limit()).isInstanceOf(ErrorChunk.class);
            return (ErrorChunk) event;
        } catch (MkvException e) {
            throw new AssertionError(e);
        }
    }
}
