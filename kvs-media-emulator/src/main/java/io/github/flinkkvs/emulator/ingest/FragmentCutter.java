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
import io.github.flinkkvs.emulator.mkv.MatroskaIds;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * Cuts a Matroska document, pushed in pieces of any length, into fragments as the service does: one
 * a cluster, the document's header ahead of each, and what stands between two clusters at the tail
 * of the former.
 *
 * <p>A producer of the Kinesis SDK may end a fragment by a tag before the next cluster comes; the
 * tag itself is not kept, and what follows it goes ahead of the next cluster. Not thread-safe.
 */
public final class FragmentCutter {
    private final ElementCutter elements = new ElementCutter(new Assembly());
    private final FragmentSink sink;
    private final Prelude prelude = new Prelude();
    private final ByteArrayOutputStream clusterHead = new ByteArrayOutputStream();
    private final ByteArrayOutputStream interlude = new ByteArrayOutputStream();
    private byte[] ebmlHeader;
    private long timecodeScale = Headers.DEFAULT_TIMECODE_SCALE;
    private boolean timed;
    private boolean whole;

    public FragmentCutter(FragmentSink sink) {
        this.sink = sink;
    }

    /**
     * Takes all the bytes.
     *
     * @throws MalformedMatroskaException if they cannot continue a document
     */
    public void accept(ByteBuffer bytes) {
        elements.accept(bytes);
    }

    /** Says that no more comes: the last fragment is whole, unless the end cuts it. */
    public void end() {
        if (elements.end()) {
            sink.cutShort();
        }
        completeFragment();
    }

    private void completeFragment() {
        if (whole) {
            whole = false;
            byte[] tail = interlude.toByteArray();
            interlude.reset();
            sink.complete(tail);
        }
    }

    /** Keeps the cutter's two faces apart: what it is given, and what its elements are. */
    private final class Assembly implements Elements {
        @Override
        public void announced(long size) {
            sink.announced(size);
        }

        @Override
        public void ebmlHeader(byte[] element) {
            Headers.requireMatroska(Headers.parse(element));
            ebmlHeader = element;
        }

        @Override
        public void segmentChild(int id, byte[] bytes) {
            EbmlElement element = Headers.parse(bytes);
            switch (id) {
                case MatroskaIds.INFO -> {
                    requireAheadOfClusters("Info");
                    timecodeScale = Headers.timecodeScale(element);
                }
                case MatroskaIds.TRACKS -> {
                    requireAheadOfClusters("Tracks");
                    sink.tracks(element);
                }
                case MatroskaIds.TAGS -> {
                    FragmentTags tags = FragmentTags.of(element);
                    sink.tags(tags);
                    if (tags.endsFragment()) {
                        completeFragment();
                        return;
                    }
                }
                default -> {}
            }
            keep(id, bytes);
        }

        private void keep(int id, byte[] bytes) {
            if (whole) {
                interlude.writeBytes(bytes);
            } else if (prelude.sealed()) {
                prelude.addOnce(bytes);
            } else {
                prelude.add(id, bytes);
            }
        }

        @Override
        public void clusterBegins(byte[] head) {
            completeFragment();
            clusterHead.reset();
            clusterHead.writeBytes(head);
            timed = false;
        }

        @Override
        public void clusterChild(int id, byte[] bytes) {
            boolean block = id == MatroskaIds.SIMPLE_BLOCK || id == MatroskaIds.BLOCK_GROUP;
            if (id == MatroskaIds.TIMECODE) {
                begin(bytes);
            } else if (timed) {
                if (block) {
                    sink.block(BlockTime.of(Headers.parse(bytes)));
                }
                sink.append(bytes);
            } else {
                require(!block, "A cluster has a block ahead of its timecode");
                clusterHead.writeBytes(bytes);
            }
        }

        private void begin(byte[] timecode) {
            require(!timed, "A cluster has two timecodes");
            timed = true;
            long time = Headers.unsigned(Headers.parse(timecode));
            sink.begin(new FragmentTime(time, timecodeScale), ebmlHeader, prelude.take());
            clusterHead.writeBytes(timecode);
            sink.append(clusterHead.toByteArray());
        }

        @Override
        public void clusterEnds() {
            require(timed, "A cluster has no timecode");
            whole = true;
        }

        @Override
        public void anotherDocument() {
            sink.anotherDocument();
        }

        private void requireAheadOfClusters(String name) {
            require(!prelude.sealed(), name + " stands behind a cluster");
        }

        private void require(boolean condition, String otherwise) {
            if (!condition) {
                throw new MalformedMatroskaException(otherwise);
            }
        }
    }
}
