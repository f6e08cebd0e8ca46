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

import io.github.flinkkvs.emulator.mkv.EbmlElement;
import io.github.flinkkvs.emulator.mkv.MalformedMatroskaException;
import io.github.flinkkvs.emulator.store.OpenFragment;
import io.github.flinkkvs.emulator.store.StoredStream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * One producer's upload to a stream: pushed in as it comes, cut into fragments that live readers
 * get block by block, held to the service's rules, and acknowledged as the service does.
 *
 * <p>Bad media ends it with an error ack, never with an exception. It holds at most one element of
 * at most 50 MB, and never more than has come. One thread at a time.
 */
public final class MatroskaUpload {
    private static final Logger LOG = LoggerFactory.getLogger(MatroskaUpload.class);

    private final FragmentCutter cutter = new FragmentCutter(new Fragments());
    private final ServiceRules rules = new ServiceRules();
    private final UploadRequest request;
    private final StoredStream stream;
    private final Clock clock;
    private final Consumer<Ack> acks;
    private OpenFragment open;
    private OptionalLong timecode = OptionalLong.empty();
    private boolean over;

    /**
     * An upload of which nothing has come.
     *
     * @param acks gets each ack at once, on the thread that pushes
     */
    public MatroskaUpload(
            UploadRequest request, StoredStream stream, Clock clock, Consumer<Ack> acks) {
        this.request = request;
        this.stream = stream;
        this.clock = clock;
        this.acks = acks;
        stream.log().beginProducerSession();
    }

    /** Takes all the bytes; those behind an error are passed over. */
    public void accept(ByteBuffer bytes) {
        guarded(() -> cutter.accept(bytes));
    }

    /** The producer has ended its upload as it should. */
    public void end() {
        guarded(cutter::end);
        over = true;
    }

    /** The producer is gone: nobody is told, and the fragment that was coming is lost. */
    public void abandon() {
        over = true;
        if (open != null) {
            open.abandon();
            open = null;
        }
    }

    /** Ends the upload with an error that is not the media's; does nothing if it is over. */
    public void refuse(AckError error) {
        if (!over) {
            String number = open == null ? "" : open.number();
            abandon();
            acks.accept(new Ack(Ack.Type.ERROR, timecode, number, error));
        }
    }

    /** Whether it has ended, however. */
    public boolean over() {
        return over;
    }

    private void guarded(Runnable step) {
        if (over) {
            return;
        }
        if (stream.deleted()) {
            refuse(AckError.STREAM_NOT_ACTIVE);
            return;
        }
        try {
            step.run();
        } catch (RefusedException e) {
            refuse(e.error());
        } catch (MalformedMatroskaException e) {
            LOG.debug("stream={} upload refused: {}", stream.name(), e.getMessage());
            refuse(AckError.INVALID_MKV_DATA);
        } catch (RuntimeException e) {
            if (stream.deleted()) {
                refuse(AckError.STREAM_NOT_ACTIVE);
                return;
            }
            LOG.warn("stream={} upload failed", stream.name(), e);
            refuse(AckError.INTERNAL_ERROR);
        }
    }

    /** Puts what the cutter finds into the stream. */
    private final class Fragments implements FragmentSink {
        @Override
        public void announced(long size) {
            rules.element(size);
        }

        @Override
        public void tracks(EbmlElement tracks) {
            rules.tracks(tracks);
        }

        @Override
        public void tags(FragmentTags tags) {
            rules.tags(tags);
        }

        @Override
        public void block(BlockTime block) {
            rules.block(block);
        }

        @Override
        public void begin(FragmentTime time, byte[] ebmlHeader, byte[] prelude) {
            timecode = time.millis();
            rules.fragmentBegins(time);
            Instant producer = request.producerTimestamp(time);
            open = stream.log().begin(producer, clock.instant(), ebmlHeader, prelude);
            ack(Ack.Type.BUFFERING);
        }

        @Override
        public void append(byte[] clusterBytes) {
            open.append(clusterBytes);
        }

        @Override
        public void complete(byte[] interlude) {
            rules.fragmentEnds();
            ack(Ack.Type.RECEIVED);
            boolean persisted = stream.settings().retention().persists();
            try {
                open.complete(interlude);
            } catch (RuntimeException e) {
                LOG.warn("stream={} fragment={} not stored", stream.name(), open.number(), e);
                throw new RefusedException(AckError.ARCHIVAL_ERROR);
            }
            if (persisted) {
                ack(Ack.Type.PERSISTED);
            }
            open = null;
            timecode = OptionalLong.empty();
        }

        private void ack(Ack.Type type) {
            acks.accept(Ack.of(type, timecode.orElseThrow(), open.number()));
        }
    }
}
