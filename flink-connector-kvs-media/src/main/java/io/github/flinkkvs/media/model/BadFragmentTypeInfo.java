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
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** Flink's type information of {@link BadFragment}: an immutable value that is never a key. */
@PublicEvolving
public final class BadFragmentTypeInfo extends TypeInformation<BadFragment> {

    /** The one instance. */
    public static final BadFragmentTypeInfo INSTANCE = new BadFragmentTypeInfo();

    private static final long serialVersionUID = 1L;

    private BadFragmentTypeInfo() {}

    @Override
    public TypeSerializer<BadFragment> createSerializer(SerializerConfig config) {
        return BadFragmentSerializer.INSTANCE;
    }

    /**
     * Abstract in Flink 1.20 and gone in 2.0, hence no {@code Override} that would bind to either.
     */
    @SuppressWarnings({"MissingOverride", "deprecation"})
    public TypeSerializer<BadFragment> createSerializer(ExecutionConfig config) {
        return BadFragmentSerializer.INSTANCE;
    }

    @Override
    public boolean isBasicType() {
        return false;
    }

    @Override
    public boolean isTupleType() {
        return false;
    }

    @Override
    public int getArity() {
        return 1;
    }

    @Override
    public int getTotalFields() {
        return 1;
    }

    @Override
    public Class<BadFragment> getTypeClass() {
        return BadFragment.class;
    }

    @Override
    public boolean isKeyType() {
        return false;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof BadFragmentTypeInfo;
    }

    @Override
    public int hashCode() {
        return BadFragmentTypeInfo.class.hashCode();
    }

    @Override
    public boolean canEqual(Object o) {
        return o instanceof BadFragmentTypeInfo;
    }

    @Override
    public String toString() {
        return "BadFragment";
    }

    private Object readResolve() {
        return INSTANCE;
    }
}
