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

package io.github.flinkkvs.media.table;

import io.github.flinkkvs.media.model.MediaFragment;
import io.github.flinkkvs.media.model.MediaFrame;
import io.github.flinkkvs.media.source.deserializer.KvsMediaDeserializationSchema;
import io.github.flinkkvs.media.source.deserializer.RecordOutput;

import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.utils.JoinedRowData;
import org.apache.flink.table.data.utils.ProjectedRowData;
import org.apache.flink.util.Collector;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes rows of frames through a format: none, one or many of each frame, as the format has it.
 * Frames that the filters drop are not decoded. A fragment's rows are all made before the first
 * goes on: of a bad one there are none.
 */
final class DecodedFrameRows implements KvsMediaDeserializationSchema<RowData> {

    private static final long serialVersionUID = 1L;

    private final RowPlan plan;
    private final DeserializationSchema<RowData> format;
    private final int[] projection;
    private final TypeInformation<RowData> producedType;

    /**
     * @param format decodes all physical columns
     * @param projection which of them the query has
     */
    DecodedFrameRows(
            RowPlan plan,
            DeserializationSchema<RowData> format,
            int[] projection,
            TypeInformation<RowData> producedType) {
        this.plan = plan;
        this.format = format;
        this.projection = projection;
        this.producedType = producedType;
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) throws Exception {
        format.open(context);
    }

    @Override
    public void deserialize(MediaFragment fragment, RecordOutput<RowData> out) throws IOException {
        MetadataValues values = new MetadataValues(plan.metadata(), fragment);
        List<RowData> rows = new ArrayList<>();
        for (MediaFrame frame : plan.frames(fragment)) {
            GenericRowData metadata = new GenericRowData(plan.metadata().size());
            values.fill(metadata, 0, frame);
            for (RowData physical : decode(frame)) {
                rows.add(
                        new JoinedRowData(
                                physical.getRowKind(),
                                ProjectedRowData.from(projection).replaceRow(physical),
                                metadata));
            }
        }
        rows.forEach(out::collect);
    }

    private List<RowData> decode(MediaFrame frame) throws IOException {
        List<RowData> rows = new ArrayList<>();
        try {
            format.deserialize(RowValues.bytes(frame.data()), new ListCollector(rows));
        } catch (IOException | RuntimeException e) {
            throw new IOException(
                    "frame "
                            + frame.index()
                            + " of track "
                            + frame.trackNumber()
                            + " cannot be decoded by the table's format: "
                            + e.getMessage(),
                    e);
        }
        return rows;
    }

    @Override
    public TypeInformation<RowData> getProducedType() {
        return producedType;
    }

    /** Formats may return null for what they skip. */
    private record ListCollector(List<RowData> rows) implements Collector<RowData> {

        @Override
        public void collect(RowData row) {
            if (row != null) {
                rows.add(row);
            }
        }

        @Override
        public void close() {}
    }
}
