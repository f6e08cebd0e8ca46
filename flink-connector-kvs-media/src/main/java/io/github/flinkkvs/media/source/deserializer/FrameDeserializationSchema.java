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

package io.github.flinkkvs.media.source.deserializer;

import io.github.flinkkvs.media.model.MediaFragment;
import io.github.flinkkvs.media.model.MediaFrame;
import io.github.flinkkvs.media.model.MediaFrameTypeInfo;

import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;

import java.util.List;
import java.util.Objects;

/** Makes a record of each frame that passes a filter, with the frame's time. */
final class FrameDeserializationSchema implements KvsMediaDeserializationSchema<MediaFrame> {

    private static final long serialVersionUID = 1L;

    private final FrameFilter filter;
    private transient FrameSelector selector;

    FrameDeserializationSchema(FrameFilter filter) {
        this.filter = Objects.requireNonNull(filter, "filter");
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        selector = new FrameSelector(filter);
    }

    @Override
    public void deserialize(MediaFragment fragment, RecordOutput<MediaFrame> out) {
        selector.start(fragment);
        List<MediaFrame> frames = fragment.frames();
        for (int i = 0; i < frames.size(); i++) {
            if (selector.passes(i)) {
                MediaFrame frame = frames.get(i);
                out.collect(frame, frame.timestamp());
            }
        }
    }

    @Override
    public TypeInformation<MediaFrame> getProducedType() {
        return MediaFrameTypeInfo.INSTANCE;
    }
}
