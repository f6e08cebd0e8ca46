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

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;

/**
 * Makes one row of each frame, in the order of the fragment's bytes. A frame's bytes are copied
 * only if it passes the filters and the query has the payload.
 */
final class FrameRows implements KvsMediaDeserializationSchema<RowData> {

    private static final long serialVersionUID = 1L;

    private final RowPlan plan;
    private final TypeInformation<RowData> producedType;

    FrameRows(RowPlan plan, TypeInformation<RowData> producedType) {
        this.plan = plan;
        this.producedType = producedType;
    }

    @Override
    public void deserialize(MediaFragment fragment, RecordOutput<RowData> out) {
        MetadataValues values = new MetadataValues(plan.metadata(), fragment);
        for (MediaFrame frame : plan.frames(fragment)) {
            GenericRowData row = new GenericRowData(plan.arity());
            if (plan.hasPayload()) {
                row.setField(0, RowValues.bytes(frame.data()));
            }
            values.fill(row, plan.firstMetadata(), frame);
            out.collect(row);
        }
    }

    @Override
    public boolean needsMedia() {
        return plan.hasPayload();
    }

    @Override
    public TypeInformation<RowData> getProducedType() {
        return producedType;
    }
}
