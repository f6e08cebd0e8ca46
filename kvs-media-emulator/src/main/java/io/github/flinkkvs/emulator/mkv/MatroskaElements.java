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

package io.github.flinkkvs.emulator.mkv;

import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * The parts of a Matroska document, each as bytes, with the sizes that the Kinesis SDK gives them.
 */
public final class MatroskaElements {
    private static final int SIZE_LENGTH = 8;

    private MatroskaElements() {}

    /** An EBML header that announces plain Matroska. */
    public static byte[] ebmlHeader() {
        return new EbmlWriter()
                .master(
                        MatroskaIds.EBML,
                        ebml ->
                                ebml.unsigned(MatroskaIds.EBML_VERSION, 1)
                                        .unsigned(MatroskaIds.EBML_READ_VERSION, 1)
                                        .unsigned(MatroskaIds.EBML_MAX_ID_LENGTH, 4)
                                        .unsigned(MatroskaIds.EBML_MAX_SIZE_LENGTH, 8)
                                        .text(MatroskaIds.DOC_TYPE, "matroska")
                                        .unsigned(MatroskaIds.DOC_TYPE_VERSION, 2)
                                        .unsigned(MatroskaIds.DOC_TYPE_READ_VERSION, 2))
                .toByteArray();
    }

    /** The start of a segment in the form that the service gives every chunk: 8 bytes, unknown. */
    public static byte[] segmentStart() {
        return new EbmlWriter().unknownSize(MatroskaIds.SEGMENT, SIZE_LENGTH).toByteArray();
    }

    /** Segment information with an 8-byte scale, as the Kinesis SDK writes it. */
    public static byte[] info(String title, long timecodeScaleNanos) {
        return new EbmlWriter()
                .master(
                        MatroskaIds.INFO,
                        info ->
                                info.text(MatroskaIds.TITLE, title)
                                        .unsigned(
                                                MatroskaIds.TIMECODE_SCALE,
                                                timecodeScaleNanos,
                                                Long.BYTES)
                                        .text(MatroskaIds.MUXING_APP, "kvs-media-emulator")
                                        .text(MatroskaIds.WRITING_APP, "kvs-media-emulator"))
                .toByteArray();
    }

    public static byte[] tracks(List<TrackSpec> tracks) {
        return new EbmlWriter()
                .master(MatroskaIds.TRACKS, entries -> tracks.forEach(t -> t.writeTo(entries)))
                .toByteArray();
    }

    /** A cluster of unknown size, as the Kinesis SDK writes it. */
    public static byte[] cluster(long timecode, List<SimpleBlock> blocks) {
        EbmlWriter cluster = new EbmlWriter(SIZE_LENGTH).unknownSize(MatroskaIds.CLUSTER, 1);
        return cluster.raw(clusterContent(timecode, blocks)).toByteArray();
    }

    /** What stands ahead of the blocks in a cluster of unknown size. */
    public static byte[] clusterHead(long timecode) {
        return cluster(timecode, List.of());
    }

    /** One block as it stands in a cluster. */
    public static byte[] block(SimpleBlock block) {
        EbmlWriter writer = new EbmlWriter(SIZE_LENGTH);
        block.writeTo(writer);
        return writer.toByteArray();
    }

    /** A cluster that says its size, for files. */
    public static byte[] sizedCluster(long timecode, List<SimpleBlock> blocks) {
        return new EbmlWriter(SIZE_LENGTH)
                .element(MatroskaIds.CLUSTER, clusterContent(timecode, blocks))
                .toByteArray();
    }

    /** One {@code Tags} element for each tag, as the Kinesis SDK writes a fragment's metadata. */
    public static byte[] tags(Map<String, String> tags) {
        EbmlWriter writer = new EbmlWriter(SIZE_LENGTH);
        tags.forEach((name, value) -> tag(writer, Map.of(name, value)));
        return writer.toByteArray();
    }

    static void tag(EbmlWriter writer, Map<String, String> simpleTags) {
        writer.master(
                MatroskaIds.TAGS,
                all -> all.master(MatroskaIds.TAG, tag -> simpleTags.forEach(pairIn(tag))));
    }

    private static BiConsumer<String, String> pairIn(EbmlWriter tag) {
        return (name, value) ->
                tag.master(
                        MatroskaIds.SIMPLE_TAG,
                        pair ->
                                pair.text(MatroskaIds.TAG_NAME, name)
                                        .text(MatroskaIds.TAG_STRING, value));
    }

    private static byte[] clusterContent(long timecode, List<SimpleBlock> blocks) {
        EbmlWriter content = new EbmlWriter(SIZE_LENGTH);
        content.unsigned(MatroskaIds.TIMECODE, timecode, Long.BYTES);
        blocks.forEach(block -> block.writeTo(content));
        return content.toByteArray();
    }
}
