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

package io.github.flinkkvs.emulator.media;

import io.github.flinkkvs.emulator.ingest.FragmentCutter;
import io.github.flinkkvs.emulator.ingest.FragmentSink;
import io.github.flinkkvs.emulator.ingest.FragmentTime;
import io.github.flinkkvs.emulator.mkv.MalformedMatroskaException;
import io.github.flinkkvs.emulator.store.FragmentLog;
import io.github.flinkkvs.emulator.store.FragmentMedia;
import io.github.flinkkvs.emulator.store.StoredFragment;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A Matroska file, cut into fragments as a producer's upload is but held to none of the service's
 * rules: any number of tracks, any length of a cluster.
 *
 * <p>A cluster that the file's end cuts short is left out. Files of several segments are read to
 * the end of the first.
 */
public final class MatroskaFile {
    private final List<Piece> pieces = new ArrayList<>();

    /** One fragment and how long after the first timecode zero it begins. */
    private record Piece(Duration time, FragmentMedia media) {}

    /**
     * Reads a whole file.
     *
     * @throws MalformedMatroskaException if it is none or holds no whole cluster
     */
    public MatroskaFile(byte[] file) {
        FragmentCutter cutter = new FragmentCutter(new Pieces());
        cutter.accept(ByteBuffer.wrap(file));
        cutter.end();
        if (pieces.isEmpty()) {
            throw new MalformedMatroskaException("The file holds no whole cluster");
        }
    }

    /**
     * Appends the fragments. They arrive when they were taken, as from a camera without delay, but
     * neither in the future nor before what the stream has already.
     */
    public void appendTo(FragmentLog log, Instant firstProducerTimestamp, Instant now) {
        log.beginProducerSession();
        List<StoredFragment> stored = log.fragments();
        Instant server =
                stored.isEmpty() ? Instant.MIN : stored.get(stored.size() - 1).serverTimestamp();
        for (Piece piece : pieces) {
            Duration offset = piece.time().minus(pieces.get(0).time());
            Instant producer = firstProducerTimestamp.plus(offset);
            Instant arrival = producer.isAfter(now) ? now : producer;
            server = arrival.isAfter(server) ? arrival : server;
            log.append(producer, server, piece.media());
        }
    }

    /** Collects the fragments; one that never becomes whole is forgotten. */
    private final class Pieces implements FragmentSink {
        private FragmentTime time;
        private byte[] ebmlHeader;
        private byte[] prelude;
        private final ByteArrayOutputStream cluster = new ByteArrayOutputStream();

        @Override
        public void begin(FragmentTime newTime, byte[] newEbmlHeader, byte[] newPrelude) {
            time = newTime;
            ebmlHeader = newEbmlHeader;
            prelude = newPrelude;
            cluster.reset();
        }

        @Override
        public void append(byte[] clusterBytes) {
            cluster.writeBytes(clusterBytes);
        }

        @Override
        public void complete(byte[] interlude) {
            long nanos =
                    time.nanos()
                            .orElseThrow(
                                    () ->
                                            new MalformedMatroskaException(
                                                    "There is no time " + time));
            byte[] whole = cluster.toByteArray();
            pieces.add(
                    new Piece(
                            Duration.ofNanos(nanos),
                            new FragmentMedia(ebmlHeader, prelude, whole, interlude)));
        }

        @Override
        public void cutShort() {
            // What is whole by then is kept.
        }

        @Override
        public void anotherDocument() {
            // Passed over.
        }
    }
}
