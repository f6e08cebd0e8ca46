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

import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which types a metadata column can be declared with: its own, and those that lose nothing and
 * change no meaning. Flink itself would cast to anything that can be cast at all, such as a number
 * of 47 digits to INT.
 */
final class MetadataTypes {

    private static final Map<LogicalTypeRoot, Set<LogicalTypeRoot>> WIDER =
            Map.of(
                    LogicalTypeRoot.INTEGER, Set.of(LogicalTypeRoot.BIGINT),
                    LogicalTypeRoot.TIMESTAMP_WITH_LOCAL_TIME_ZONE,
                            Set.of(LogicalTypeRoot.TIMESTAMP_WITHOUT_TIME_ZONE));

    private MetadataTypes() {}

    /** Names of fields and nullability do not count. */
    static boolean isDeclarable(LogicalType own, LogicalType declared) {
        boolean sameRoot =
                own.getTypeRoot() == declared.getTypeRoot()
                        || WIDER.getOrDefault(own.getTypeRoot(), Set.of())
                                .contains(declared.getTypeRoot());
        List<LogicalType> ownChildren = own.getChildren();
        List<LogicalType> declaredChildren = declared.getChildren();
        if (!sameRoot || ownChildren.size() != declaredChildren.size()) {
            return false;
        }
        for (int i = 0; i < ownChildren.size(); i++) {
            if (!isDeclarable(ownChildren.get(i), declaredChildren.get(i))) {
                return false;
            }
        }
        return true;
    }
}
