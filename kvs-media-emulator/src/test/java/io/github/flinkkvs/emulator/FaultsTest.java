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

import io.github.flinkkvs.emulator.limits.ServiceLimits;
import io.github.flinkkvs.emulator.media.camera.SyntheticCamera;
import io.github.flinkkvs.emulator.mkv.MatroskaIds;
import io.github.flinkkvs.emulator.mkv.ServiceTags;
import io.github.flinkkvs.emulator.session.Fault;
import io.github.flinkkvs.emulator.session.SessionEnd;
import io.github.flinkkvs.emulator.session.SessionRecord.Outcome;
import io.github.flinkkvs.emulator.store.StoredFragment;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Every fault, seen by a client at a bare socket. */
class FaultsTest {
    private static final int FRAME = 20_000;
    private static final int SILENCE = 300;

    /** A clock that stands still makes the bodies of two sessions equal to the last byte. */
    private final KvsEmulator emulator =
            KvsEmulator.builder()
                    .limits(ServiceLimits.none())
                    .clock(Clock.fixed(Instant.ofEpochSecond(1_700_000_100), ZoneOffset.UTC))
                    .start();

    private final List<String> numbers = new ArrayList<>();
    private EmulatedStream stream;
    private byte[] whole;

    @BeforeEach
    void fillStream() throws IOException {
        stream = emulator.createStream("camera");
        put(3);
        whole = bodyAtOnce();
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    @ParameterizedTest
    @CsvSource({
        "end how=abrupt,ABRUPT",
        "end,CLEAN",
        "end how=reset,RESET",
        "end after=1000 how=reset,RESET",
        "end after=1ms how=abrupt,ABRUPT"
    })
    void aRunningSessionEndsAtOnce(String fault, RawSession.End end) throws IOException {
        try (RawSession session = open()) {
            session.readTo(whole.length);

            inject(fault);

            assertThat(session.readToEnd()).isEqualTo(end);
            assertThat(session.body()).isEqualTo(whole);
        }
    }

    @Test
    void endingWhatRunsSparesWhatComes() throws IOException {
        try (RawSession first = open()) {
            first.readTo(whole.length);

            assertThat(inject("end")).isEqualTo(1);

            first.readToEnd();
        }
        assertThat(stream.faults()).isEmpty();
        assertThat(bodyAtOnce()).isEqualTo(whole);
    }

    @Test
    void onlySoManySessionsEnd() throws IOException {
        try (RawSession first = open();
                RawSession second = open()) {
            first.readTo(whole.length);
            second.readTo(whole.length);

            assertThat(inject("end times=1")).isEqualTo(1);

            assertThat(first.readToEnd()).isEqualTo(RawSession.End.CLEAN);
            assertThat(second.readToEnd(SILENCE)).isEqualTo(RawSession.End.SILENT);
        }
    }

    @Test
    void aSessionEndsAtAnAge() throws IOException {
        inject("end after=400ms how=abrupt");

        long start = System.nanoTime();
        try (RawSession session = open()) {
            assertThat(session.readToEnd()).isEqualTo(RawSession.End.ABRUPT);
            assertThat(session.body()).isEqualTo(whole);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(millis(350), millis(5000));
    }

    @Test
    void aNewSessionEndsInTheMiddleOfABlock() throws IOException {
        inject("end after=0 how=abrupt mid-block");

        try (RawSession session = open()) {
            assertThat(session.readToEnd()).isEqualTo(RawSession.End.ABRUPT);
            int clusterData = startOfFirstBlock();
            assertThat(session.body())
                    .isEqualTo(Arrays.copyOf(whole, clusterData + (FRAME + 4) / 2));
        }
    }

    @Test
    void aRunningSessionEndsInTheMiddleOfTheBlockThatComesNext() throws IOException {
        inject("stall after=25000");
        try (RawSession session = open()) {
            session.readTo(25_000);

            assertThat(inject("end mid-block")).isEqualTo(1);
            stream.clearFaults();

            assertThat(session.readToEnd()).isEqualTo(RawSession.End.CLEAN);
            int secondBlock = startOfFirstBlock() + FRAME + 4 + 1 + 8;
            assertThat(session.body())
                    .isEqualTo(Arrays.copyOf(whole, secondBlock + (FRAME + 4) / 2));
        }
    }

    @Test
    void aRunningSessionStallsUntilFaultsAreCleared() throws IOException {
        try (RawSession session = open()) {
            session.readTo(whole.length);
            inject("stall");
            put(1);
            assertThat(session.readToEnd(SILENCE)).isEqualTo(RawSession.End.SILENT);
            assertThat(session.body()).isEqualTo(whole);

            stream.clearFaults();

            byte[] longer = bodyAtOnce();
            session.goOn();
            assertThat(session.readTo(longer.length)).isEqualTo(longer);
        }
    }

    @Test
    void aStallMayPass() throws IOException {
        inject("stall after=1000 for=500ms");

        try (RawSession session = open()) {
            session.readTo(1000);
            long start = System.nanoTime();
            assertThat(session.readTo(whole.length)).isEqualTo(whole);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(millis(350), millis(5000));
        }
    }

    @Test
    void aFewBytesTrickleAtATime() throws IOException {
        try (RawSession session = open()) {
            session.readTo(whole.length);
            inject("trickle bytes=3 every=50ms");
            put(1);

            long start = System.nanoTime();
            session.readTo(whole.length + 31);
            // Ten steps at least, of which the first may be due at once.
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(millis(400));

            stream.clearFaults();
            byte[] longer = bodyAtOnce();
            assertThat(session.readTo(longer.length)).isEqualTo(longer);
        }
    }

    @Test
    void aSlowSessionKeepsToItsRate() throws IOException {
        inject("slow rate=100000");

        long start = System.nanoTime();
        try (RawSession session = open()) {
            assertThat(session.readTo(whole.length)).isEqualTo(whole);
        }
        long expected = 1000L * (whole.length - 5000) / 100_000;
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(millis(expected * 9 / 10), millis(expected * 3));
    }

    @Test
    void aChunkLosesItsTrailer() throws IOException {
        inject("drop-trailer times=1");

        List<Chunks.Chunk> chunks = chunksAtOnce();

        assertThat(chunks).hasSize(3);
        assertThat(chunks.get(0).tag(ServiceTags.CONTINUATION_TOKEN)).isNull();
        assertThat(chunks.get(1).tag(ServiceTags.CONTINUATION_TOKEN)).isEqualTo(numbers.get(1));
        assertThat(stream.faults()).isEmpty();
    }

    @Test
    void aRunningSessionLosesTrailersToo() throws IOException {
        try (RawSession session = open()) {
            session.readTo(whole.length);
            inject("drop-trailer");
            put(1);
            session.readToEnd(SILENCE);

            List<Chunks.Chunk> chunks = Chunks.in(session.body());
            assertThat(chunks).hasSize(4);
            assertThat(chunks.get(3).tag(ServiceTags.CONTINUATION_TOKEN)).isNull();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "duplicate-chunk times=1,0 0 1 2",
        "duplicate-chunk,0 0 1 1 2 2",
        "duplicate-chunk after=60000 times=1,0 1 1 2",
        "reorder-chunks times=1,1 0 2",
        "reorder-chunks,1 0"
    })
    void chunksComeTwiceOrInTheWrongOrder(String fault, String order) throws IOException {
        inject(fault);

        assertThat(numbersIn(bodyAtOnce()))
                .containsExactlyElementsOf(
                        Arrays.stream(order.split(" "))
                                .map(i -> numbers.get(Integer.parseInt(i)))
                                .toList());
    }

    @Test
    void aChunkThatIsToComeLaterWaitsForItsNext() throws IOException {
        inject("reorder-chunks");
        try (RawSession session = open()) {
            session.readToEnd(SILENCE);
            put(1);
            session.goOn();
            session.readToEnd(SILENCE);

            assertThat(numbersIn(session.body()))
                    .containsExactly(
                            numbers.get(1), numbers.get(0), numbers.get(3), numbers.get(2));
        }
    }

    @Test
    void aChunkThatWaitsForItsNextComesWhenFaultsAreCleared() throws IOException {
        inject("reorder-chunks");
        try (RawSession session = open()) {
            session.readToEnd(SILENCE);
            stream.clearFaults();
            session.goOn();
            session.readToEnd(SILENCE);

            assertThat(numbersIn(session.body()))
                    .containsExactly(numbers.get(1), numbers.get(0), numbers.get(2));
        }
    }

    @Test
    void garbageStandsBetweenChunks() throws IOException {
        inject("garbage bytes=77 times=1");

        byte[] body = bodyAtOnce();

        int border = Chunks.in(whole).get(1).start();
        assertThat(body).hasSize(whole.length + 77).startsWith(Arrays.copyOf(whole, border));
        assertThat(body[border]).isEqualTo((byte) 0x0C);
        assertThat(Arrays.copyOfRange(body, border + 77, body.length))
                .isEqualTo(Arrays.copyOfRange(whole, border, whole.length));
    }

    @ParameterizedTest
    @CsvSource({
        "3002,STREAM_WRITE_ERROR",
        "4000,FRAGMENT_NOT_FOUND",
        "4500,KMS_KEY_ACCESS_DENIED",
        "4501,KMS_KEY_DISABLED",
        "4502,KMS_KEY_VALIDATION_ERROR",
        "4503,KMS_KEY_UNAVAILABLE",
        "4504,KMS_KEY_INVALID_USAGE",
        "4505,KMS_KEY_INVALID_STATE",
        "4506,KMS_KEY_RESOURCE_NOT_FOUND",
        "5000,INTERNAL_ERROR",
        "3000,UNKNOWN_ERROR"
    })
    void eachErrorInTheBodyIsAChunkOfItsOwnAndTheEnd(String id, String code) throws IOException {
        inject("in-band-error id=" + id + " after=1 times=1");

        try (RawSession session = open()) {
            assertThat(session.readToEnd()).isEqualTo(RawSession.End.CLEAN);
            List<Chunks.Chunk> chunks = Chunks.in(session.body());

            assertThat(chunks).hasSize(2);
            assertThat(chunks.get(1).ids())
                    .containsExactly(MatroskaIds.EBML, MatroskaIds.SEGMENT, MatroskaIds.TAGS);
            assertThat(chunks.get(1).tags())
                    .containsEntry(ServiceTags.ERROR_ID, id)
                    .containsEntry(ServiceTags.ERROR_CODE, code)
                    .containsEntry(ServiceTags.FRAGMENT_NUMBER, numbers.get(1));
        }
        assertThat(emulator.sessionLog().get(1).outcome()).isEqualTo(Outcome.IN_BAND_ERROR);
    }

    @Test
    void aRunningSessionGetsItsErrorWithoutAnotherFragment() throws IOException {
        try (RawSession session = open()) {
            session.readTo(whole.length);

            inject("in-band-error id=7 code=SEVEN");

            assertThat(session.readToEnd()).isEqualTo(RawSession.End.CLEAN);
            List<Chunks.Chunk> chunks = Chunks.in(session.body());
            assertThat(chunks).hasSize(4);
            assertThat(chunks.get(3).tag(ServiceTags.ERROR_CODE)).isEqualTo("SEVEN");
        }
    }

    @Test
    void anErrorMayStandInPlaceOfATrailer() throws IOException {
        inject("in-band-error id=5000 place=tags");

        try (RawSession session = open()) {
            assertThat(session.readToEnd()).isEqualTo(RawSession.End.CLEAN);
            List<Chunks.Chunk> chunks = Chunks.in(session.body());
            assertThat(chunks).hasSize(1);
            assertThat(chunks.get(0).tags())
                    .containsEntry(ServiceTags.ERROR_ID, "5000")
                    .containsEntry(ServiceTags.FRAGMENT_NUMBER, numbers.get(0))
                    .doesNotContainKey(ServiceTags.CONTINUATION_TOKEN);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/getMedia,GetMedia",
        "/describeStream,DescribeStream",
        "/getDataEndpoint,GetDataEndpoint",
        "/listTagsForStream,ListTagsForStream",
        "/updateDataRetention,UpdateDataRetention",
        "/tagStream,TagStream",
        "/untagStream,UntagStream",
        "/deleteStream,DeleteStream",
        "/listFragments,ListFragments",
        "/getMediaForFragmentList,GetMediaForFragmentList"
    })
    void callsOfAnOperationAreAnsweredWithAnError(String path, String operation)
            throws IOException {
        inject("http-error operation=" + operation + " name=ServiceUnavailable times=1");

        try (RawSession refused = call(path, "{\"StreamName\":\"camera\"}")) {
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("x-amzn-errortype")).startsWith("ServiceUnavailable:");
        }
        assertThat(stream.faults()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/listStreams", "/createStream"})
    void callsThatNameNoStreamAreAnsweredWithErrorsOfTheAccount(String path) throws IOException {
        emulator.faults().inject(Fault.parse("http-error status=500 times=1"));

        try (RawSession refused = call(path, "{\"StreamName\":\"other\"}");
                RawSession served = call("/listStreams", "{}")) {
            assertThat(refused.status()).isEqualTo(500);
            assertThat(refused.header("x-amzn-errortype")).startsWith("InternalFailure:");
            assertThat(served.status()).isEqualTo(200);
        }
        assertThatThrownBy(() -> emulator.faults().inject(Fault.parse("stall")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'stall' is for a stream");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "json|application/json|{\"Message\":\"a <b>\"}",
                "xml|application/xml|<AccessDeniedException>",
                "html|text/html|<html><body><h1>a &lt;b&gt;</h1></body></html>",
                "empty|text/plain|''"
            })
    void theBodyOfAnErrorNeedNotBeJson(String body, String type, String start) throws IOException {
        inject("http-error status=403 message=\"a <b>\" body=" + body);

        try (RawSession refused = open()) {
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.header("content-type")).isEqualTo(type);
            assertThat(refused.header("x-amzn-errortype") != null).isEqualTo(body.equals("json"));
            assertThat(refused.plainBody()).startsWith(start);
        }
    }

    @Test
    void errorsGoOnUntilTheyAreClearedUnlessTheyAreCounted() throws IOException {
        inject("http-error name=ConnectionLimitExceededException");
        for (int i = 0; i < 3; i++) {
            try (RawSession refused = open()) {
                assertThat(refused.status()).isEqualTo(400);
            }
        }
        assertThat(stream.faults())
                .singleElement()
                .satisfies(status -> assertThat(status.struck()).isEqualTo(3));

        stream.clearFaults();

        assertThat(bodyAtOnce()).isEqualTo(whole);
    }

    @Test
    void fragmentsExpire() throws IOException {
        assertThat(inject("expire fragment=" + numbers.get(1))).isEqualTo(1);
        assertThat(numbersIn(bodyAtOnce())).containsExactly(numbers.get(0), numbers.get(2));

        assertThat(inject("expire oldest=9")).isEqualTo(2);
        assertThat(stream.fragments()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"recreate,SILENT", "recreate sessions=end,CLEAN"})
    void aStreamIsDeletedAndCreatedAgain(String fault, RawSession.End end) throws IOException {
        emulator.stream("camera").inject(Fault.parse("stall after=99999999"));
        try (RawSession former = open()) {
            former.readTo(whole.length);

            inject(fault);

            EmulatedStream again = emulator.stream("camera");
            Fixtures.put(again, Instant.EPOCH, Instant.EPOCH);
            assertThat(again.arn()).isNotEqualTo(stream.arn());
            assertThat(again.faults()).isEmpty();
            assertThat(former.readToEnd(SILENCE)).isEqualTo(end);
            assertThat(former.body()).isEqualTo(whole);
            assertThat(numbersIn(bodyAtOnce())).containsExactly(again.fragments().get(0).number());
        }
    }

    @Test
    void theProducersOfAStreamDieInMidFragment() throws IOException {
        EmulatedStream live = emulator.createStream("live");
        try (RawSession session =
                RawSession.getMedia(emulator, "live", "\"StartSelectorType\":\"NOW\"")) {
            live.addCamera(SyntheticCamera.builder("live").build());
            session.readTo(1);

            assertThat(live.inject(Fault.parse("kill-producer"))).isEqualTo(1);

            session.readToEnd(1500);
            List<Chunks.Chunk> chunks = Chunks.in(session.body());
            assertThat(chunks.get(chunks.size() - 1).tags())
                    .containsKey(ServiceTags.FRAGMENT_NUMBER)
                    .doesNotContainKey(ServiceTags.CONTINUATION_TOKEN);
            assertThat(live.inject(Fault.parse("kill-producer"))).isZero();
        }
    }

    @Test
    void faultsLieInWaitInOrderAndNotWithoutNumber() {
        inject("stall after=10");
        inject("slow rate=1");

        assertThat(stream.faults().stream().map(status -> status.fault().toString()))
                .containsExactly("stall after=10", "slow rate=1");
        assertThatThrownBy(
                        () -> {
                            for (int i = 0; i < 1000; i++) {
                                inject("garbage");
                            }
                        })
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("clear them first");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stall after=999999999h for=999999999h",
                "slow rate=900000000000000000 for=999999999h",
                "trickle bytes=1000000 every=999999999h"
            })
    void noTimeIsTooLong(String fault) throws IOException {
        inject(fault);

        assertThat(bodyAtOnce()).isEqualTo(whole);
    }

    @Test
    void aSpentFaultGoesWithTheLastSessionThatItHeldUp() throws IOException {
        inject("stall times=1");
        try (RawSession held = open()) {
            assertThat(stream.faults()).hasSize(1);

            stream.endSessions(SessionEnd.ABRUPT);

            assertThat(held.readToEnd()).isEqualTo(RawSession.End.ABRUPT);
        }
        assertThat(stream.faults()).isEmpty();
        assertThat(bodyAtOnce()).isEqualTo(whole);
    }

    @Test
    void theSessionsOfOtherStreamsSufferNothing() throws IOException {
        Fixtures.put(emulator.createStream("other"), Instant.EPOCH, Instant.EPOCH);
        inject("end after=0 how=reset");
        inject("http-error status=500");

        try (RawSession other = RawSession.earliest(emulator, "other")) {
            assertThat(other.readToEnd(SILENCE)).isEqualTo(RawSession.End.SILENT);
            assertThat(other.body()).isNotEmpty();
        }
    }

    private int inject(String fault) {
        return stream.inject(Fault.parse(fault));
    }

    private void put(int count) {
        for (int i = 0; i < count; i++) {
            StoredFragment fragment =
                    Fixtures.put(
                            stream,
                            Instant.ofEpochSecond(numbers.size()),
                            Instant.ofEpochSecond(1_700_000_000),
                            FRAME);
            numbers.add(fragment.number());
        }
    }

    private RawSession open() throws IOException {
        return RawSession.earliest(emulator, "camera");
    }

    private RawSession call(String path, String json) throws IOException {
        return new RawSession(endpointOf(path), path, json);
    }

    private URI endpointOf(String path) {
        return switch (path) {
            case "/getMedia" -> emulator.dataEndpoint("GET_MEDIA");
            case "/listFragments" -> emulator.dataEndpoint("LIST_FRAGMENTS");
            case "/getMediaForFragmentList" -> emulator.dataEndpoint("GET_MEDIA_FOR_FRAGMENT_LIST");
            default -> emulator.endpoint();
        };
    }

    private byte[] bodyAtOnce() throws IOException {
        int openBefore = emulator.openSessions();
        byte[] body;
        try (RawSession session = open()) {
            session.readToEnd(SILENCE);
            body = session.body();
        }
        // Or the next fault might strike this session, whose end the server has yet to see.
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (emulator.openSessions() > openBefore && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(emulator.openSessions()).isEqualTo(openBefore);
        return body;
    }

    private List<Chunks.Chunk> chunksAtOnce() throws IOException {
        return Chunks.in(bodyAtOnce());
    }

    private int startOfFirstBlock() {
        byte[] cluster = Fixtures.cluster(0, FRAME);
        int clusterAt =
                new String(whole, StandardCharsets.ISO_8859_1)
                        .indexOf(new String(cluster, StandardCharsets.ISO_8859_1));
        return clusterAt + 4 + 1 + 1 + 8 + 8 + 1 + 8;
    }

    private static List<String> numbersIn(byte[] body) {
        return Chunks.in(body).stream().map(c -> c.tag(ServiceTags.FRAGMENT_NUMBER)).toList();
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }
}
