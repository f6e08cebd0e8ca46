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

import org.apache.flink.annotation.Internal;
import org.apache.flink.streaming.api.lineage.LineageDataset;
import org.apache.flink.streaming.api.lineage.LineageDatasetFacet;

import java.util.Map;

/**
 * A stream, or the streams that a selection stands for.
 *
 * @param name the stream's name, or the selection such as {@code cam-*}
 * @param namespace {@code kinesisvideo://} and the region
 * @param facets what else is known, by the facets' names
 */
@Internal
public record StreamDataset(String name, String namespace, Map<String, LineageDatasetFacet> facets)
        implements LineageDataset {}
