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

package io.github.flinkkvs.emulator;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesisvideo.KinesisVideoClient;
import software.amazon.awssdk.services.kinesisvideo.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesisvideo.model.ResourceInUseException;
import software.amazon.awssdk.services.kinesisvideo.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesisvideo.model.StreamInfo;
import software.amazon.awssdk.services.kinesisvideo.model.TagsPerResourceExceededLimitException;
import software.amazon.awssdk.services.kinesisvideo.model.UpdateDataRetentionOperation;
import software.amazon.awssdk.services.kinesisvideo.model.VersionMismatchException;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StreamChangesTest {
    private static final String NOWHERE =
            "arn:aws:kinesisvideo:us-east-1:123456789012:stream/nowhere/1";

    private final KvsEmulator emulator = KvsEmulator.start();
    private KinesisVideoClient client;

    @BeforeEach
    void connect() {
        client = SdkClients.control(emulator.endpoint());
    }

    @AfterEach
    void stop() {
        client.close();
        emulator.close();
    }

    @Test
    void aStreamIsCreatedWithItsSettings() {
        String arn =
                client.createStream(
                                r ->
                                        r.streamName("door")
                                                .deviceName("lens")
                                                .mediaType("video/h264,audio/aac")
                                                .kmsKeyId("key")
                                                .dataRetentionInHours(2)
                                                .tags(Map.of("site", "north")))
                        .streamARN();

        StreamInfo info = describe();
        assertThat(info.streamARN()).isEqualTo(arn).contains("/door/");
        assertThat(info.deviceName()).isEqualTo("lens");
        assertThat(info.mediaType()).isEqualTo("video/h264,audio/aac");
        assertThat(info.kmsKeyId()).isEqualTo("key");
        assertThat(info.dataRetentionInHours()).isEqualTo(2);
        assertThat(client.listTagsForStream(r -> r.streamName("door")).tags())
                .containsExactly(Map.entry("site", "north"));
    }

    @Test
    void aStreamKeepsNothingUnlessAskedTo() {
        client.createStream(r -> r.streamName("door"));

        assertThat(describe().dataRetentionInHours()).isZero();
    }

    @Test
    void aNameIsTakenOnce() {
        client.createStream(r -> r.streamName("door"));

        assertThatThrownBy(() -> client.createStream(r -> r.streamName("door")))
                .isInstanceOf(ResourceInUseException.class);
    }

    @Test
    void impossibleStreamsAreRefused() {
        assertThatThrownBy(() -> client.createStream(r -> r.streamName("a b")))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("StreamName");
        assertThatThrownBy(() -> client.createStream(r -> r.streamName("a").mediaType("video")))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("MediaType");
        assertThatThrownBy(
                        () ->
                                client.createStream(
                                        r -> r.streamName("a").dataRetentionInHours(87_601)))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("87601");
    }

    @Test
    void retentionGrowsAndShrinksUnderTheLatestVersion() {
        client.createStream(r -> r.streamName("door").dataRetentionInHours(5));
        String first = describe().version();

        change(first, UpdateDataRetentionOperation.INCREASE_DATA_RETENTION, 3);
        StreamInfo longer = describe();
        assertThat(longer.dataRetentionInHours()).isEqualTo(8);
        assertThat(longer.version()).isNotEqualTo(first);
        assertThatThrownBy(
                        () ->
                                change(
                                        first,
                                        UpdateDataRetentionOperation.INCREASE_DATA_RETENTION,
                                        1))
                .isInstanceOf(VersionMismatchException.class);

        change(longer.version(), UpdateDataRetentionOperation.DECREASE_DATA_RETENTION, 8);
        assertThat(describe().dataRetentionInHours()).isZero();
        assertThatThrownBy(
                        () ->
                                change(
                                        describe().version(),
                                        UpdateDataRetentionOperation.DECREASE_DATA_RETENTION,
                                        1))
                .isInstanceOf(InvalidArgumentException.class);
    }

    @Test
    void tagsAreSetReplacedAndTakenBack() {
        client.createStream(r -> r.streamName("door").tags(Map.of("a", "1", "b", "1")));

        client.tagStream(r -> r.streamName("door").tags(Map.of("b", "2", "c", "3")));
        client.untagStream(r -> r.streamName("door").tagKeyList("a", "unknown"));

        assertThat(client.listTagsForStream(r -> r.streamName("door")).tags())
                .containsExactlyInAnyOrderEntriesOf(Map.of("b", "2", "c", "3"));
    }

    @Test
    void aStreamHasFiftyTagsAtMost() {
        client.createStream(r -> r.streamName("door").tags(Map.of("one", "more")));
        Map<String, String> fifty = new TreeMap<>();
        for (int i = 0; i < 50; i++) {
            fifty.put("tag" + i, "");
        }

        assertThatThrownBy(() -> client.tagStream(r -> r.streamName("door").tags(fifty)))
                .isInstanceOf(TagsPerResourceExceededLimitException.class);
    }

    @Test
    void aDeletedStreamIsGoneAndTheNextOfItsNameIsAnother() {
        String arn = client.createStream(r -> r.streamName("door")).streamARN();
        assertThatThrownBy(() -> client.deleteStream(r -> r.streamARN(arn).currentVersion("other")))
                .isInstanceOf(VersionMismatchException.class);

        String version = describe().version();
        client.deleteStream(r -> r.streamARN(arn).currentVersion(version));

        assertThatThrownBy(this::describe).isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> client.deleteStream(r -> r.streamARN(NOWHERE)))
                .isInstanceOf(ResourceNotFoundException.class);
        client.createStream(r -> r.streamName("door"));
        assertThat(describe().creationTime()).isBeforeOrEqualTo(Instant.now());
    }

    private StreamInfo describe() {
        return client.describeStream(r -> r.streamName("door")).streamInfo();
    }

    private void change(String version, UpdateDataRetentionOperation operation, int hours) {
        client.updateDataRetention(
                r ->
                        r.streamName("door")
                                .currentVersion(version)
                                .operation(operation)
                                .dataRetentionChangeInHours(hours));
    }
}
