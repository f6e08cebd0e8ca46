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
import io.github.flinkkvs.media.model.MediaFragmentTypeInfo;

import org.apache.flink.api.common.typeinfo.TypeInformation;

/** Passes fragments on. */
final class FragmentDeserializationSchema implements KvsMediaDeserializationSchema<MediaFragment> {

    private static final long serialVersionUID = 1L;

    @Override
    public void deserialize(MediaFragment fragment, RecordOutput<MediaFragment> out) {
        out.collect(fragment);
    }

    @Override
    public TypeInformation<MediaFragment> getProducedType() {
        return MediaFragmentTypeInfo.INSTANCE;
    }
}
