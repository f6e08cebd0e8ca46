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

package io.github.flinkkvs.media.lineage;

import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.lineage.LineageDatasetFacet;

/**
 * The type of the records that the source makes of a dataset.
 *
 * @param type the type, as the deserializer has it
 */
@PublicEvolving
public record RecordTypeFacet(TypeInformation<?> type) implements LineageDatasetFacet {

    /** The name of the facet. */
    public static final String NAME = "type";

    @Override
    public String name() {
        return NAME;
    }
}
