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

package io.github.flinkkvs.emulator.clients;

import io.github.flinkkvs.emulator.EmulatedStream;
import io.github.flinkkvs.emulator.KvsEmulator;
import io.github.flinkkvs.emulator.store.StoredFragment;

import com.amazonaws.auth.AWSStaticCredentialsProvider;
import com.amazonaws.auth.BasicAWSCredentials;
import com.amazonaws.services.kinesisvideo.AmazonKinesisVideo;
import com.amazonaws.services.kinesisvideo.model.AckErrorCode;
import com.amazonaws.services.kinesisvideo.model.AckEvent;
import com.amazonaws.services.kinesisvideo.model.AckEventType;
import com.amazonaws.services.kinesisvideo.model.AmazonKinesisVideoException;
import com.amazonaws.services.kinesisvideo.model.CreateStreamRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** AWS SDK for Java 1 puts media, by the service's own limits, and understands what it is told. */
@Timeout(60)
class PutMediaITCase {
    private static final int FRAGMENTS = 5;
    private static final Instant START = Instant.parse("2025-01-01T12:00:00.007Z");

    private final Recording recording = new Recording(FRAGMENTS, 3000, 9);
    private KvsEmulator emulator;
    private AmazonKinesisVideo control;
    private EmulatedStream stream;

    @BeforeEach
    void start() {
        emulator = Account.emulator().start();
        control = V1Clients.control(emulator.endpoint());
        control.createStream(
                new CreateStreamRequest().withStreamName("door").withDataRetentionInHours(1));
        stream = emulator.stream("door");
    }

    @AfterEach
    void stop() {
        control.shutdown();
        emulator.close();
    }

    @Test
    void everyFragmentIsAckedFromBufferingToPersisted() throws Exception {
        List<AckEvent> acks =
                V1Upload.put(control, V1Clients.CREDENTIALS, "door", recording.matroska(), START);

        List<StoredFragment> stored = stream.fragments();
        assertThat(stored)
                .extracting(StoredFragment::producerTimestamp)
                .startsWith(START, START.plus(Recording.FRAGMENT_LENGTH))
                .hasSize(FRAGMENTS);
        for (int i = 0; i < FRAGMENTS; i++) {
            String number = stored.get(i).number();
            assertThat(acks.stream().filter(ack -> number.equals(ack.getFragmentNumber())))
                    .extracting(ack -> ack.getAckEventType().getEnumValue())
                    .containsExactly(
                            AckEventType.Values.BUFFERING,
                            AckEventType.Values.RECEIVED,
                            AckEventType.Values.PERSISTED);
        }
        assertThat(acks).hasSize(3 * FRAGMENTS);
    }

    @Test
    void whatIsNoMatroskaIsRefusedByAnAck() throws Exception {
        byte[] file = recording.matroska();
        Arrays.fill(file, file.length / 2, file.length, (byte) 0);

        List<AckEvent> acks = V1Upload.put(control, V1Clients.CREDENTIALS, "door", file, START);

        assertThat(acks.get(acks.size() - 1))
                .satisfies(
                        ack -> {
                            assertThat(ack.getAckEventType().getEnumValue())
                                    .isEqualTo(AckEventType.Values.ERROR);
                            assertThat(ack.getErrorId()).isEqualTo(4006);
                            assertThat(ack.getErrorCode().getEnumValue())
                                    .isEqualTo(AckErrorCode.Values.INVALID_MKV_DATA);
                        });
        assertThat(stream.fragments()).hasSizeBetween(1, FRAGMENTS - 1);
    }

    @Test
    void aWrongSecretIsRefusedByATypedException() {
        var stranger =
                new AWSStaticCredentialsProvider(
                        new BasicAWSCredentials(Account.KEY_ID, "not-the-secret"));

        assertThatThrownBy(
                        () -> V1Upload.put(control, stranger, "door", recording.matroska(), START))
                .cause()
                .isInstanceOfSatisfying(
                        AmazonKinesisVideoException.class,
                        e -> {
                            assertThat(e.getStatusCode()).isEqualTo(403);
                            assertThat(e.getErrorCode()).isNotEmpty();
                            assertThat(e.getRequestId()).isNotEmpty();
                        });
        assertThat(stream.fragments()).isEmpty();
    }
}
