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

package io.github.flinkkvs.media.source.reader;

import io.github.flinkkvs.media.client.KvsServiceException;
import io.github.flinkkvs.media.client.ServiceCall;
import io.github.flinkkvs.media.fuzz.Bounds;
import io.github.flinkkvs.media.fuzz.FuzzTarget;
import io.github.flinkkvs.media.mkv.ChunkAssembler;
import io.github.flinkkvs.media.mkv.ChunkEvent;
import io.github.flinkkvs.media.mkv.ErrorChunk;
import io.github.flinkkvs.media.mkv.MediaChunk;
import io.github.flinkkvs.media.mkv.MkvException;
import io.github.flinkkvs.media.mkv.MkvSeeds;
import io.github.flinkkvs.media.mkv.ParserLimits;
import io.github.flinkkvs.media.model.MediaFragment;
import io.github.flinkkvs.media.model.StreamId;
import io.github.flinkkvs.media.source.position.StartPosition;
import io.github.flinkkvs.media.source.position.StopPosition;
import io.github.flinkkvs.media.source.split.KvsMediaSplit;
import io.github.flinkkvs.media.source.split.KvsMediaSplitSerializer;
import io.github.flinkkvs.media.source.split.SplitPosition;

import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a session says, on its way through the connector: whatever is taken for a fragment can be
 * sent on and checkpointed, and whatever the service says in its place makes a message.
 */
public final class FragmentPathTarget implements FuzzTarget {

    private static final StreamId STREAM = StreamId.of("camera-1");
    private static final ServiceCall CALL = ServiceCall.getMedia("GetMedia of camera-1");
    private static final int LONGEST_MESSAGE = 3_000;

    private final TypeSerializer<MediaFragment> fragments =
            TypeInformation.of(MediaFragment.class).createSerializer(new SerializerConfigImpl());

    @Override
    public void run(byte[] input) throws Exception {
        Bounds.within(
                (64 << 20) + 10_000L * input.length,
                () -> {
                    read(
                            ByteBuffer.wrap(
                                    input,
                                    Math.min(1, input.length),
                                    Math.max(0, input.length - 1)));
                    return null;
                });
    }

    private void read(ByteBuffer bytes) throws IOException {
        ChunkAssembler assembler = new ChunkAssembler(ParserLimits.defaults());
        try {
            for (ChunkEvent event = assembler.feed(bytes);
                    event != null;
                    event = assembler.feed(bytes)) {
                take(event);
            }
        } catch (MkvException refused) {
            checkMessage(refused.getMessage());
        }
    }

    private void take(ChunkEvent event) throws IOException {
        if (event instanceof MediaChunk chunk) {
            checkFragment(ChunkToFragment.convert(STREAM, chunk));
        } else if (event instanceof ErrorChunk error) {
            checkMessage(
                    KvsServiceException.inBand(
                                    CALL,
                                    error.errorId(),
                                    error.errorCode(),
                                    error.fragmentNumber(),
                                    "request-1")
                            .getMessage());
        }
    }

    private void checkFragment(MediaFragment fragment) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(1_000);
        fragments.serialize(fragment, out);
        MediaFragment copy =
                fragments.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
        assertThat(copy).isEqualTo(fragment);

        KvsMediaSplit split =
                new KvsMediaSplit(
                        STREAM,
                        SplitPosition.startingAt(StartPosition.now()).behind(fragment.header()),
                        StopPosition.never());
        KvsMediaSplitSerializer splits = KvsMediaSplitSerializer.INSTANCE;
        assertThat(splits.deserialize(splits.getVersion(), splits.serialize(split)))
                .isEqualTo(split);
    }

    private static void checkMessage(String message) {
        assertThat(message).hasSizeLessThan(LONGEST_MESSAGE).doesNotContainPattern("\\p{Cntrl}");
    }

    @Override
    public List<byte[]> seeds() {
        return MkvSeeds.streams();
    }
}
