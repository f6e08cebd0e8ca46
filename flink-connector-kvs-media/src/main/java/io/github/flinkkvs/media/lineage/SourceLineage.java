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

import io.github.flinkkvs.media.model.StreamId;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.streaming.api.lineage.LineageDataset;
import org.apache.flink.streaming.api.lineage.LineageDatasetFacet;
import org.apache.flink.streaming.api.lineage.SourceLineageVertex;

import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a source reads: a dataset for each stream that is named, or one for the selection.
 *
 * <p>A stream belongs to the region in its ARN, else to the configured one, whatever address leads
 * there. Without either it is that of the configured address, without path; else {@link
 * #DEFAULT_REGION}, since only the cluster knows what the AWS SDK finds there.
 *
 * @param boundedness whether reading ends
 * @param datasets the streams
 */
@Internal
public record SourceLineage(Boundedness boundedness, List<LineageDataset> datasets)
        implements SourceLineageVertex {

    /** Stands for the region that the AWS SDK finds on the cluster. */
    static final String DEFAULT_REGION = "default";

    private static final String SCHEME = "kinesisvideo://";
    private static final int REGION_IN_ARN = 3;

    /** Streams that are named. */
    public static SourceLineage ofNamed(
            Collection<StreamId> streams,
            Optional<String> region,
            Optional<String> endpoint,
            Boundedness boundedness,
            TypeInformation<?> type) {
        String otherwise = place(region, endpoint);
        return new SourceLineage(
                boundedness,
                streams.stream()
                        .map(
                                stream ->
                                        dataset(
                                                stream.name(),
                                                regionOf(stream).orElse(otherwise),
                                                type))
                        .toList());
    }

    /** Streams that are searched for. */
    public static SourceLineage ofSelection(
            String selection,
            Optional<String> region,
            Optional<String> endpoint,
            Boundedness boundedness,
            TypeInformation<?> type) {
        return new SourceLineage(
                boundedness, List.of(dataset(selection, place(region, endpoint), type)));
    }

    private static LineageDataset dataset(String name, String place, TypeInformation<?> type) {
        LineageDatasetFacet facet = new RecordTypeFacet(type);
        return new StreamDataset(name, SCHEME + place, Map.of(facet.name(), facet));
    }

    private static Optional<String> regionOf(StreamId stream) {
        return stream.arn()
                .map(arn -> arn.split(":", -1)[REGION_IN_ARN])
                .filter(region -> !region.isEmpty());
    }

    private static String place(Optional<String> region, Optional<String> endpoint) {
        return region.or(() -> endpoint.flatMap(SourceLineage::address)).orElse(DEFAULT_REGION);
    }

    private static Optional<String> address(String endpoint) {
        URI uri = URI.create(endpoint);
        return Optional.ofNullable(uri.getHost())
                .map(host -> uri.getPort() < 0 ? host : host + ":" + uri.getPort());
    }
}
