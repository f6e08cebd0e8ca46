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

import io.github.flinkkvs.emulator.mkv.ChunkScan;
import io.github.flinkkvs.emulator.mkv.EbmlElement;
import io.github.flinkkvs.emulator.mkv.MalformedMatroskaException;
import io.github.flinkkvs.emulator.mkv.MatroskaIds;
import io.github.flinkkvs.emulator.store.FragmentLog;
import io.github.flinkkvs.emulator.store.FragmentMedia;
import io.github.flinkkvs.emulator.store.StoredFragment;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a Matroska file into fragments as the service cuts a producer's upload: one a cluster, the
 * file's header in each, and what stands between two clusters at the tail of the former.
 *
 * <p>A cluster that the file's end cuts short is left out. Files of several segments are read to
 * the end of the first.
 */
public final class MatroskaCutter {
    private static final long DEFAULT_TIMECODE_SCALE = 1_000_000;

    private final byte[] ebmlHeader;
    private final ByteArrayOutputStream firstPrelude = new ByteArrayOutputStream();
    private final ByteArrayOutputStream prelude = new ByteArrayOutputStream();
    private final List<byte[]> clusters = new ArrayList<>();
    private final List<Long> timecodes = new ArrayList<>();
    private final List<ByteArrayOutputStream> interludes = new ArrayList<>();
    private boolean infoSeen;
    private long timecodeScale = DEFAULT_TIMECODE_SCALE;

    /** Reads a whole file. */
    public MatroskaCutter(byte[] file) {
        EbmlElement header = element(file, 0, MatroskaIds.EBML);
        EbmlElement segment = element(file, header.end(), MatroskaIds.SEGMENT);
        ebmlHeader = header.toByteArray();
        segment.children().forEach(this::take);
        if (clusters.isEmpty()) {
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
        for (int i = 0; i < clusters.size(); i++) {
            long offset = (timecodes.get(i) - timecodes.get(0)) * timecodeScale;
            Instant producer = firstProducerTimestamp.plus(Duration.ofNanos(offset));
            Instant arrival = producer.isAfter(now) ? now : producer;
            server = arrival.isAfter(server) ? arrival : server;
            log.append(producer, server, media(i));
        }
    }

    private FragmentMedia media(int index) {
        ByteArrayOutputStream front = index == 0 ? firstPrelude : prelude;
        byte[] interlude = interludes.get(index).toByteArray();
        return new FragmentMedia(ebmlHeader, front.toByteArray(), clusters.get(index), interlude);
    }

    private void take(EbmlElement element) {
        switch (element.id()) {
            case MatroskaIds.CLUSTER -> takeCluster(element);
            case MatroskaIds.INFO -> {
                infoSeen = true;
                timecodeScale = ChunkScan.timecodeScale(element);
                takeOther(element);
            }
            default -> takeOther(element);
        }
    }

    private void takeCluster(EbmlElement cluster) {
        if (!cluster.cut()) {
            clusters.add(cluster.toByteArray());
            interludes.add(new ByteArrayOutputStream());
            timecodes.add(
                    cluster.child(MatroskaIds.TIMECODE).map(EbmlElement::unsigned).orElse(0L));
        }
    }

    private void takeOther(EbmlElement element) {
        byte[] bytes = element.toByteArray();
        if (!clusters.isEmpty()) {
            interludes.get(interludes.size() - 1).writeBytes(bytes);
            return;
        }
        firstPrelude.writeBytes(bytes);
        // The service was seen to send tags from ahead of Info with the first fragment only.
        if (infoSeen || element.id() != MatroskaIds.TAGS) {
            prelude.writeBytes(bytes);
        }
    }

    private static EbmlElement element(byte[] file, int offset, int id) {
        return EbmlElement.at(file, offset, file.length)
                .filter(element -> element.id() == id)
                .orElseThrow(() -> new MalformedMatroskaException("The file is no Matroska file"));
    }
}
