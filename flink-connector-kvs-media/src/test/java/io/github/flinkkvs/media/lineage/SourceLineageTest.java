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

import io.github.flinkkvs.media.model.MediaFragment;
import io.github.flinkkvs.media.source.KvsMediaSource;
import io.github.flinkkvs.media.source.KvsMediaSourceBuilder;
import io.github.flinkkvs.media.source.deserializer.KvsMediaDeserializationSchema;
import io.github.flinkkvs.media.source.position.StopPosition;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.streaming.api.lineage.LineageDataset;
import org.apache.flink.streaming.api.lineage.LineageVertexProvider;
import org.apache.flink.streaming.api.lineage.SourceLineageVertex;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

class SourceLineageTest {

    private static final String ARN =
            "arn:aws:kinesisvideo:ap-south-1:123456789012:stream/cam-2/1551924009774";

    @Test
    void everyNamedStreamIsADatasetOfItsRegion() {
        SourceLineageVertex lineage = lineage(builder().setStreams("cam-1", ARN).setRegion("r-1"));

        assertThat(lineage.datasets())
                .extracting(LineageDataset::namespace, LineageDataset::name)
                .containsExactly(
                        tuple("kinesisvideo://r-1", "cam-1"),
                        tuple("kinesisvideo://ap-south-1", "cam-2"));
    }

    @Test
    void aSelectionIsOneDatasetThatNamesIt() {
        assertThat(names(builder().setStreamNamePrefix("cam-"))).containsExactly("cam-*");
        assertThat(
                        names(
                                builder()
                                        .setStreamNamePattern(Pattern.compile("cam-[0-9]+"))
                                        .setStreamTags(Map.of("room", "hall", "lang", "en"))))
                .containsExactly("* matching cam-[0-9]+ tagged {lang=en, room=hall}");
    }

    @Test
    void aRegionIsThePlaceWhateverAddressLeadsThere() {
        assertThat(
                        namespace(
                                builder()
                                        .setRegion("eu-central-1")
                                        .setEndpoint("https://vpce-1.example.com")))
                .isEqualTo("kinesisvideo://eu-central-1");
    }

    @Test
    void withoutARegionTheAddressIsThePlace() {
        assertThat(namespace(builder().setEndpoint("http://localhost:8443/")))
                .isEqualTo("kinesisvideo://localhost:8443");
        assertThat(namespace(builder().setEndpoint("https://kvs.example.com")))
                .isEqualTo("kinesisvideo://kvs.example.com");
    }

    @Test
    void whatOnlyTheSdkKnowsIsCalledDefault() {
        assertThat(namespace(builder())).isEqualTo("kinesisvideo://default");
    }

    @Test
    void theFacetTellsTheTypeAndNoOptionOfAws() {
        SourceLineageVertex lineage =
                lineage(
                        builder()
                                .setStreams("cam-1")
                                .setAwsOption("aws.credentials.basic.accesskeyid", "AKIDEXAMPLE")
                                .setAwsOption("aws.credentials.basic.secretkey", "no-secret"));

        assertThat(lineage.datasets().get(0).facets())
                .containsExactly(
                        Map.entry(
                                "type",
                                new RecordTypeFacet(TypeInformation.of(MediaFragment.class))));
        assertThat(lineage.toString()).doesNotContain("AKIDEXAMPLE", "no-secret");
    }

    @Test
    void itSaysWhetherReadingEnds() {
        StopPosition stop = StopPosition.serverTimestamp(Instant.parse("2026-03-02T00:00:00Z"));

        assertThat(lineage(builder().setStreams("a")).boundedness())
                .isEqualTo(Boundedness.CONTINUOUS_UNBOUNDED);
        assertThat(lineage(builder().setStreams("a").setStopPosition(stop)).boundedness())
                .isEqualTo(Boundedness.BOUNDED);
    }

    private static String namespace(KvsMediaSourceBuilder<MediaFragment> builder) {
        return lineage(builder.setStreams("cam-1")).datasets().get(0).namespace();
    }

    private static List<String> names(KvsMediaSourceBuilder<MediaFragment> builder) {
        return lineage(builder).datasets().stream().map(LineageDataset::name).toList();
    }

    private static SourceLineageVertex lineage(KvsMediaSourceBuilder<MediaFragment> builder) {
        LineageVertexProvider source = builder.build();
        return (SourceLineageVertex) source.getLineageVertex();
    }

    private static KvsMediaSourceBuilder<MediaFragment> builder() {
        return KvsMediaSource.<MediaFragment>builder()
                .setDeserializer(KvsMediaDeserializationSchema.fragments());
    }
}
