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

package io.github.flinkkvs.media.model;

import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** Flink's type information of {@link MediaFrame}: an immutable value that is never a key. */
@PublicEvolving
public final class MediaFrameTypeInfo extends ImmutableTypeInfo<MediaFrame> {

    /** The one instance. */
    public static final MediaFrameTypeInfo INSTANCE = new MediaFrameTypeInfo();

    private static final long serialVersionUID = 1L;

    private MediaFrameTypeInfo() {}

    @Override
    protected TypeSerializer<MediaFrame> serializer() {
        return MediaFrameSerializer.INSTANCE;
    }

    @Override
    public Class<MediaFrame> getTypeClass() {
        return MediaFrame.class;
    }

    private Object readResolve() {
        return INSTANCE;
    }
}
