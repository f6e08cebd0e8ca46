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

import io.github.flinkkvs.emulator.limits.Limit;
import io.github.flinkkvs.emulator.limits.ServiceLimits;
import io.github.flinkkvs.emulator.mkv.MatroskaElements;
import io.github.flinkkvs.emulator.mkv.ServiceTags;
import io.github.flinkkvs.emulator.session.Fault;
import io.github.flinkkvs.emulator.session.ProducerRecord;
import io.github.flinkkvs.emulator.session.ProducerRecord.Outcome;
import io.github.flinkkvs.emulator.session.UploadTimes;
import io.github.flinkkvs.emulator.store.StoredFragment;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class PutMediaTest {
    private static final byte[] START =
            bytes(
                    MatroskaElements.ebmlHeader(),
                    MatroskaElements.segmentStart(),
                    Fixtures.prelude());

    private KvsEmulator emulator = KvsEmulator.start();
    private EmulatedStream stream = emulator.createStream("camera");

    @AfterEach
    void stop() {
        emulator.close();
    }

    @Test
    void whatWasPutIsWhatIsGot() throws IOException {
        byte[] user = MatroskaElements.tags(Map.of("user", "tag"));
        try (RawUpload upload = RawUpload.to(emulator, "camera")) {
            upload.send(START).send(Fixtures.cluster(0, 3000)).send(user);
            upload.send(Fixtures.cluster(2000, 10)).end();

            assertThat(upload.session().readToEnd()).isEqualTo(RawSession.End.CLEAN);
            assertThat(upload.acks(6))
                    .isEqualTo("BUFFERING RECEIVED PERSISTED BUFFERING RECEIVED PERSISTED");
        }
        byte[] got = read();
        Chunks.Chunk second = Chunks.in(got).get(1);
        StoredFragment first = stream.fragments().get(0);

        assertThat(Arrays.copyOf(got, second.start()))
                .startsWith(
                        bytes(
                                START,
                                ServiceTags.front(
                                        first.number(),
                                        first.serverTimestamp(),
                                        first.producerTimestamp()),
                                Fixtures.cluster(0, 3000),
                                user));
        assertThat(second.tag(ServiceTags.PRODUCER_TIMESTAMP)).isEqualTo("1777633202.250");
        assertThat(emulator.uploadLog())
                .singleElement()
                .satisfies(record -> assertThat(record.outcome()).isEqualTo(Outcome.COMPLETE))
                .satisfies(record -> assertThat(record.fragmentsReceived()).isEqualTo(2))
                .satisfies(record -> assertThat(record.bytesReceived()).isGreaterThan(6000));
    }

    @Test
    void acksAndBlocksFlowWhileTheUploadRuns() throws IOException {
        byte[] cluster = Fixtures.cluster(0, 5000);
        try (RawUpload upload = RawUpload.to(emulator, "camera");
                RawSession reader = RawSession.earliest(emulator, "camera")) {
            upload.send(START).send(Arrays.copyOf(cluster, 6000));

            assertThat(upload.acks(1)).isEqualTo("BUFFERING");
            assertThat(reader.readTo(START.length + 5000).length).isGreaterThan(START.length);
            assertThat(stream.fragments()).isEmpty();
            upload.send(Arrays.copyOfRange(cluster, 6000, cluster.length)).end();
            assertThat(upload.acks(3)).isEqualTo("BUFFERING RECEIVED PERSISTED");
            upload.session().readToEnd();
        }
    }

    @Test
    void theAnswerIsChunkedAndNamesItsRequest() throws IOException {
        try (RawUpload upload = RawUpload.to(emulator, "camera")) {
            assertThat(upload.session().status()).isEqualTo(200);
            assertThat(upload.session().header("transfer-encoding")).isEqualTo("chunked");
            assertThat(upload.session().header("x-amzn-requestid"))
                    .isEqualTo(emulator.uploadLog().get(0).requestId());
            assertThat(emulator.openUploads()).isEqualTo(1);
        }
    }

    @Test
    void clientsThatWaitForLeaveAndThatSendTheAbsoluteTargetAreServed() throws IOException {
        URI endpoint = emulator.dataEndpoint("PUT_MEDIA");
        String head =
                RawUpload.head(
                        endpoint + "/putMedia",
                        "Expect: 100-continue\r\nx-amzn-stream-arn: "
                                + stream.arn()
                                + "\r\nx-amzn-fragment-timecode-type: ABSOLUTE\r\n");
        try (RawSession session = new RawSession(endpoint, head)) {
            assertThat(session.continued()).isTrue();
            assertThat(session.status()).isEqualTo(200);
        }
    }

    @Test
    void anUploadMaySayItsLength() throws IOException {
        byte[] media = bytes(START, Fixtures.cluster(0, 10));
        String head =
                "POST /putMedia HTTP/1.1\r\nHost: test\r\nContent-Length: "
                        + media.length
                        + "\r\nx-amzn-stream-name: camera\r\n"
                        + RawSession.SIGNATURE
                        + RawUpload.RELATIVE
                        + "\r\n";
        try (RawSession session = new RawSession(emulator.dataEndpoint("PUT_MEDIA"), head)) {
            session.send(media);

            assertThat(session.readToEnd()).isEqualTo(RawSession.End.CLEAN);
            assertThat(stream.fragments()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | InvalidArgumentException | ''",
                "400 | InvalidArgumentException | x-amzn-stream-name: camera",
                "400 | InvalidArgumentException | x-amzn-stream-name: camera;"
                        + "x-amzn-fragment-timecode-type: OTHER",
                "400 | InvalidArgumentException | x-amzn-stream-name: camera;"
                        + "x-amzn-fragment-timecode-type: RELATIVE",
                "400 | InvalidArgumentException | x-amzn-stream-name: camera;"
                        + "x-amzn-fragment-timecode-type: RELATIVE;"
                        + "x-amzn-producer-start-timestamp: soon",
                "400 | InvalidArgumentException | x-amzn-stream-name: camera;"
                        + "x-amzn-stream-arn: arn;x-amzn-fragment-timecode-type: ABSOLUTE",
                "404 | ResourceNotFoundException | x-amzn-stream-name: nowhere;"
                        + "x-amzn-fragment-timecode-type: ABSOLUTE",
                "404 | ResourceNotFoundException | x-amzn-stream-arn: arn:nowhere;"
                        + "x-amzn-fragment-timecode-type: ABSOLUTE"
            })
    void headsThatAreNotRightAreRefused(int status, String error, String headers)
            throws IOException {
        String lines = headers.isEmpty() ? "" : headers.replace(";", "\r\n") + "\r\n";
        try (RawSession session =
                new RawSession(
                        emulator.dataEndpoint("PUT_MEDIA"), RawUpload.head("/putMedia", lines))) {
            // As clients do that do not wait for the answer.
            session.send(RawUpload.chunk(new byte[3 << 20]));

            assertThat(session.status()).isEqualTo(status);
            assertThat(session.header("x-amzn-errortype")).startsWith(error + ":");
            assertThat(session.plainBody()).contains("\"Message\"");
        }
        assertThat(emulator.uploadLog()).isEmpty();
    }

    @Test
    void anUnsignedUploadIsRefused() throws IOException {
        String head =
                RawUpload.unsignedHead(
                        "/putMedia", "x-amzn-stream-name: camera\r\n" + RawUpload.RELATIVE);
        try (RawSession session = new RawSession(emulator.dataEndpoint("PUT_MEDIA"), head)) {
            assertThat(session.status()).isEqualTo(403);
            assertThat(session.header("x-amzn-errortype")).startsWith("MissingAuthentication");
        }
    }

    @Test
    void otherEndpointsTakeNoMedia() throws IOException {
        try (RawSession session = new RawSession(emulator.endpoint(), "/putMedia", "")) {
            assertThat(session.status()).isEqualTo(403);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 1000})
    void slowProducersAreServed(int piece) throws IOException {
        byte[] media = bytes(START, Fixtures.cluster(0, 100), Fixtures.cluster(2000, 100));
        try (RawUpload upload = RawUpload.to(emulator, "camera")) {
            for (int from = 0; from < media.length; from += piece) {
                upload.send(Arrays.copyOfRange(media, from, Math.min(media.length, from + piece)));
            }
            upload.end();

            assertThat(upload.session().readToEnd()).isEqualTo(RawSession.End.CLEAN);
        }
        assertThat(stream.fragments()).hasSize(2);
    }

    @Test
    void aConnectionThatBreaksTakesTheLastFragmentWithIt() throws IOException {
        try (RawUpload upload = RawUpload.to(emulator, "camera")) {
            upload.send(START).send(Fixtures.cluster(0, 10)).send(Fixtures.cluster(2000, 10));
            upload.acks(4);
        }

        assertThat(ended().outcome()).isEqualTo(Outcome.PRODUCER_GONE);
        assertThat(stream.fragments()).hasSize(1);
    }

    @Test
    void badMediaAreAckedEvenToAProducerThatKeepsSending() throws IOException {
        try (RawUpload upload = RawUpload.to(emulator, "camera")) {
            upload.send(START).send(Fixtures.cluster(2000, 10)).send(Fixtures.cluster(0, 10));
            for (int i = 0; i < 10; i++) {
                upload.send(new byte[1 << 20]);
            }

            assertThat(upload.session().readToEnd()).isEqualTo(RawSession.End.CLEAN);
            assertThat(upload.acks(4)).isEqualTo("BUFFERING RECEIVED PERSISTED ERROR");
            assertThat(upload.session().readLines(4)).contains("\"ErrorId\":4004}");
        }
        assertThat(ended().error()).isEqualTo("FRAGMENT_TIMECODE_LESSER_THAN_PREVIOUS");
    }

    @Test
    void aBodyThatIsNotHttpIsAReadError() throws IOException {
        try (RawUpload upload = RawUpload.to(emulator, "camera")) {
            upload.send(START);
            upload.session().send("this is no length\r\n".getBytes(StandardCharsets.US_ASCII));

            assertThat(upload.session().readToEnd()).isEqualTo(RawSession.End.CLEAN);
            assertThat(upload.session().readLines(1)).contains("\"ErrorId\":4000}");
        }
    }

    @Test
    void silenceIsAckedAndThenEndsTheUpload() throws IOException {
        restart(times(100, 800, 60_000));
        try (RawUpload upload = RawUpload.to(emulator, "camera")) {
            upload.send(START).send(Fixtures.cluster(0, 10));

            assertThat(upload.session().readToEnd()).isEqualTo(RawSession.End.CLEAN);
            assertThat(upload.acks(1)).matches("(IDLE )*BUFFERING( IDLE){2,}");
            assertThat(upload.session().readLines(1)).contains("{\"EventType\":\"IDLE\"}\n");
        }
        assertThat(ended().outcome()).isEqualTo(Outcome.SILENT);
        assertThat(stream.fragments()).isEmpty();
    }

    @Test
    void anUploadThatGetsTooOldIsEnded() throws IOException {
        restart(times(10_000, 30_000, 200));
        try (RawUpload upload = RawUpload.to(emulator, "camera")) {
            upload.send(START).send(Fixtures.cluster(0, 10));

            assertThat(upload.session().readToEnd()).isEqualTo(RawSession.End.CLEAN);
            assertThat(upload.session().readLines(1)).contains("\"ErrorId\":4003}");
        }
    }

    @Test
    void aStreamThatIsDeletedEndsItsUploads() throws IOException {
        restart(times(50, 30_000, 60_000));
        try (RawUpload upload = RawUpload.to(emulator, "camera")) {
            upload.send(START).send(Fixtures.cluster(0, 10));
            upload.acks(1);
            emulator.deleteStream("camera");

            assertThat(upload.session().readToEnd()).isEqualTo(RawSession.End.CLEAN);
            assertThat(upload.session().readLines(1)).contains("\"ErrorId\":4008}");
        }
    }

    @Test
    void aProducerCanBeKilledInMidFragment() throws IOException {
        try (RawUpload upload = RawUpload.to(emulator, "camera");
                RawSession reader = RawSession.earliest(emulator, "camera")) {
            upload.send(START).send(Fixtures.cluster(0, 10)).send(Fixtures.cluster(2000, 10));
            upload.acks(4);
            // What a reader has not begun to read when its producer dies, it never sees.
            while (starts(reader.body()) < 2) {
                reader.readTo(reader.body().length + 1);
            }

            assertThat(stream.inject(Fault.parse("kill-producer"))).isEqualTo(1);

            assertThat(upload.session().readToEnd()).isEqualTo(RawSession.End.RESET);
            assertThat(stream.inject(Fault.parse("kill-producer"))).isZero();
            try (RawUpload next = RawUpload.to(emulator, "camera")) {
                next.send(START).send(Fixtures.cluster(0, 10)).end();
                next.session().readToEnd();
            }
            reader.readToEnd(300);
            assertThat(Chunks.in(reader.body()))
                    .extracting(c -> c.tags().containsKey(ServiceTags.CONTINUATION_TOKEN))
                    .containsExactly(true, false, true);
        }
        assertThat(emulator.uploadLog())
                .extracting(ProducerRecord::outcome)
                .containsExactly(Outcome.KILLED, Outcome.COMPLETE);
    }

    @Test
    void aProducerThatDoesNotReadItsAcksIsReadNoFurther() throws IOException {
        ByteArrayOutputStream many = new ByteArrayOutputStream();
        for (int i = 0; i < 2000; i++) {
            many.writeBytes(MatroskaElements.cluster(0, List.of(Fixtures.block())));
        }
        URI endpoint = emulator.dataEndpoint("PUT_MEDIA");
        String head =
                RawUpload.head("/putMedia", "x-amzn-stream-name: camera\r\n" + RawUpload.RELATIVE);
        try (SocketChannel socket =
                        SocketChannel.open(
                                new InetSocketAddress(endpoint.getHost(), endpoint.getPort()));
                Selector selector = Selector.open()) {
            socket.write(ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII)));
            socket.write(ByteBuffer.wrap(RawUpload.chunk(START)));
            socket.configureBlocking(false);
            socket.register(selector, SelectionKey.OP_WRITE);
            long sent = 0;
            ByteBuffer some = ByteBuffer.allocate(0);
            while (selector.select(1000) > 0 && sent < 1 << 28) {
                selector.selectedKeys().clear();
                if (!some.hasRemaining()) {
                    some = ByteBuffer.wrap(RawUpload.chunk(many.toByteArray()));
                }
                sent += socket.write(some);
            }

            assertThat(sent).isLessThan(1 << 28);
            assertThat(emulator.openUploads()).isEqualTo(1);
        }
        assertThat(ended().outcome()).isEqualTo(Outcome.PRODUCER_GONE);
    }

    @Test
    void aNewerProducerTakesTheOlderOnesPlace() throws IOException {
        try (RawUpload older = RawUpload.to(emulator, "camera")) {
            older.send(START).send(Fixtures.cluster(0, 10));
            older.acks(1);
            try (RawUpload newer = RawUpload.to(emulator, "camera")) {
                assertThat(older.session().readToEnd()).isEqualTo(RawSession.End.CLEAN);
                newer.send(START).send(Fixtures.cluster(0, 10)).end();
                assertThat(newer.acks(3)).isEqualTo("BUFFERING RECEIVED PERSISTED");
                newer.session().readToEnd();
            }
        }
        assertThat(stream.fragments()).hasSize(1);
        assertThat(emulator.uploadLog())
                .extracting(ProducerRecord::outcome)
                .containsExactly(Outcome.DISPLACED, Outcome.COMPLETE);
    }

    @Test
    void tooManyCallsAreRefused() throws IOException {
        restart(UploadTimes.usual(), ServiceLimits.service().with(Limit.PUT_MEDIA_CALLS, 1));
        try (RawUpload first = RawUpload.to(emulator, "camera");
                RawUpload second = RawUpload.to(emulator, "camera")) {
            assertThat(first.session().status()).isEqualTo(200);
            assertThat(second.session().status()).isEqualTo(400);
            assertThat(second.session().header("x-amzn-errortype"))
                    .startsWith("ClientLimitExceededException:");
        }
    }

    @Test
    void mediaAreReadAtTheServicesPace() throws IOException {
        restart(UploadTimes.usual(), ServiceLimits.service().with(Limit.PUT_MEDIA_BYTES, 400_000));
        long before = System.nanoTime();
        try (RawUpload upload = RawUpload.to(emulator, "camera")) {
            upload.send(START).send(Fixtures.cluster(0, 150_000)).end();
            upload.session().readToEnd();
        }

        assertThat(stream.fragments()).hasSize(1);
        assertThat(Duration.ofNanos(System.nanoTime() - before))
                .isGreaterThan(Duration.ofMillis(300));
    }

    private ProducerRecord ended() {
        while (emulator.openUploads() > 0) {
            Thread.onSpinWait();
        }
        return emulator.uploadLog().get(0);
    }

    private void restart(UploadTimes times) {
        restart(times, ServiceLimits.service());
    }

    private void restart(UploadTimes times, ServiceLimits limits) {
        emulator.close();
        emulator = KvsEmulator.builder().uploadTimes(times).limits(limits).start();
        stream = emulator.createStream("camera");
    }

    private static UploadTimes times(long idleMillis, long silenceMillis, long lifetimeMillis) {
        return new UploadTimes(
                Duration.ofMillis(idleMillis),
                Duration.ofMillis(silenceMillis),
                Duration.ofMillis(lifetimeMillis));
    }

    private byte[] read() throws IOException {
        try (RawSession session = RawSession.earliest(emulator, "camera")) {
            session.readToEnd(200);
            return session.body();
        }
    }

    private static byte[] bytes(byte[]... pieces) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Arrays.stream(pieces).forEach(all::writeBytes);
        return all.toByteArray();
    }

    /** How many chunks have begun, the last of them perhaps not wholly there. */
    private static int starts(byte[] body) {
        String text = new String(body, StandardCharsets.ISO_8859_1);
        return text.split("\032E\337\243", -1).length - 1;
    }
}
