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

package io.github.flinkkvs.media.client;

import io.github.flinkkvs.emulator.EmulatedStream;
import io.github.flinkkvs.emulator.KvsEmulator;
import io.github.flinkkvs.emulator.session.Fault;
import io.github.flinkkvs.media.client.ScriptedKvsService.Answer;
import io.github.flinkkvs.media.mkv.ChunkAssembler;
import io.github.flinkkvs.media.mkv.ChunkEvent;
import io.github.flinkkvs.media.mkv.ErrorChunk;
import io.github.flinkkvs.media.mkv.ParserLimits;
import io.github.flinkkvs.media.model.StreamId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Every row of the table, as it comes over the wire. */
class FailureOnTheWireTest extends SessionFixture {

    private static final Map<String, Answer> SPECIAL =
            Map.of(
                    FailureTable.ANY_LIMIT,
                            Answers.error(400, "StreamLimitExceededException", "Not now."),
                    FailureTable.ANY_THROTTLE, Answers.error(400, "ThrottledException", "Not now."),
                    FailureTable.PASSING_STATUS, Answers.error(500, "BrokenException", "Not now."),
                    FailureTable.OTHER_STATUS, Answers.error(418, "TeapotException", "Not now."),
                    FailureTable.NAMELESS_403, Answers.xmlError(),
                    FailureTable.BROKEN, Answers.closedWithoutAWord());

    private static Stream<Arguments> rows(FailurePhase phase) {
        return FailureTable.rows().stream()
                .filter(row -> row.phases().contains(phase))
                .map(row -> Arguments.of(row.error(), row));
    }

    /** Those that have tests of their own, below or beside this class. */
    private static boolean isMadeByOtherMeans(Arguments row) {
        String error = (String) row.get()[0];
        return error.equals(FailureTable.NO_ANSWER)
                || error.equals(FailureTable.UNKNOWN_HOST)
                || error.equals(FailureTable.NOT_SENT);
    }

    private static Stream<Arguments> ofGetMedia() {
        return rows(FailurePhase.GET_MEDIA).filter(row -> !isMadeByOtherMeans(row));
    }

    private static Stream<Arguments> ofTheControlPlane() {
        return rows(FailurePhase.CONTROL_PLANE).filter(row -> !isMadeByOtherMeans(row));
    }

    private static Stream<Arguments> ofTheArchive() {
        return rows(FailurePhase.ARCHIVE).filter(row -> !isMadeByOtherMeans(row));
    }

    private static Stream<Arguments> inBand() {
        return rows(FailurePhase.BODY).filter(row -> ((String) row.get()[0]).startsWith("in-band"));
    }

    private static Answer answer(String error) {
        return SPECIAL.getOrDefault(error, Answers.error(400, error, "Not now."));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ofGetMedia")
    void getMediaFails(String error, FailureRow row) {
        service().script("/getMedia", answer(error));

        openSession(SessionStart.earliest());

        assertIsTold(failure(), row, "GetMedia of " + stream);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ofTheControlPlane")
    void theLookupOfTheEndpointFails(String error, FailureRow row) {
        service().script("/getDataEndpoint", answer(error));

        openSession(SessionStart.earliest());

        assertIsTold(failure(), row, "GetDataEndpoint of " + stream);
        assertThat(service().requests("/getMedia")).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ofTheArchive")
    void theListOfWhatIsStoredFails(String error, FailureRow row) {
        for (int attempt = 0; attempt < 3; attempt++) {
            service().script("/listFragments", answer(error));
        }
        StreamArchive archive = new StreamArchive(stream, service().uri(), Instant.EPOCH);

        try (SdkKvsMediaClient client = newClient(Map.of())) {
            assertThat(
                            client.listFragments(
                                    archive, Instant.EPOCH, Instant.EPOCH, Optional.empty()))
                    .failsWithin(SOON)
                    .withThrowableOfType(ExecutionException.class)
                    .havingCause()
                    .isInstanceOfSatisfying(
                            KvsServiceException.class,
                            failure -> assertIsTold(failure, row, "ListFragments of " + stream));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("inBand")
    void theBodyHoldsAnError(String error, FailureRow row) throws Exception {
        String id = error.matches("in-band \\d+") ? error.substring(8) : "7777";
        String code = error.endsWith("NOT_FOUND") ? "FRAGMENT_NOT_FOUND" : "SOME_CODE";
        try (KvsEmulator emulator = KvsEmulator.builder().region("eu-central-1").start()) {
            EmulatedStream emulated = emulator.createStream("camera");
            emulated.inject(Fault.parse("in-band-error id=" + id + " code=" + code + " times=1"));
            ErrorChunk chunk = errorChunk(emulator);

            KvsServiceException failure =
                    KvsServiceException.inBand(
                            ServiceCall.getMedia("GetMedia of camera"),
                            chunk.errorId(),
                            chunk.errorCode(),
                            chunk.fragmentNumber(),
                            "request-1");

            assertIsTold(failure, row, "GetMedia of camera");
            assertThat(failure).hasMessageContaining(id).hasMessageContaining(code);
        }
    }

    private ErrorChunk errorChunk(KvsEmulator emulator) throws Exception {
        try (SdkKvsMediaClient client =
                newClient(Map.of(AwsOptions.ENDPOINT, emulator.endpoint().toString()))) {
            client.openSession(StreamId.of("camera"), SessionStart.now(), listener())
                    .request(PLENTY);
            assertThat(listener().ended()).succeedsWithin(SOON);
        }
        assertThat(listener().ended().join()).isInstanceOf(SessionEnd.Finished.class);
        ByteBuffer bytes = ByteBuffer.wrap(listener().bytes());
        ChunkAssembler assembler = new ChunkAssembler(ParserLimits.defaults());
        ChunkEvent event = null;
        while (event == null && bytes.hasRemaining()) {
            event = assembler.feed(bytes);
        }
        assertThat(event).as("%d bytes", bytes.limit()).isInstanceOf(ErrorChunk.class);
        return (ErrorChunk) event;
    }

    @Test
    void aHostThatDoesNotExistAsksForAnotherEndpoint() {
        service()
                .script(
                        "/getDataEndpoint",
                        Answers.json("{\"DataEndpoint\":\"http://no-such-host.invalid\"}"));

        openSession(SessionStart.earliest());

        assertIsTold(
                failure(),
                FailureTable.row(FailurePhase.GET_MEDIA, FailureTable.UNKNOWN_HOST),
                "GetMedia of " + stream);
    }

    @Test
    void aControlPlaneThatDoesNotExistIsTriedAgain() {
        try (SdkKvsMediaClient client =
                newClient(Map.of(AwsOptions.ENDPOINT, "http://no-such-host.invalid"))) {
            assertThat(client.mediaEndpoint(stream))
                    .failsWithin(SOON)
                    .withThrowableOfType(ExecutionException.class)
                    .havingCause()
                    .isInstanceOfSatisfying(
                            KvsServiceException.class,
                            error ->
                                    assertIsTold(
                                            error,
                                            FailureTable.row(
                                                    FailurePhase.CONTROL_PLANE,
                                                    FailureTable.UNKNOWN_HOST),
                                            "GetDataEndpoint of " + stream));
        }
    }

    @Test
    void stsThatRefusesTheRoleIsToldAsSuch() throws Exception {
        try (ScriptedSts sts = new ScriptedSts();
                SdkKvsMediaClient client =
                        newClient(
                                Map.of(
                                        "aws.credentials.provider", "ASSUME_ROLE",
                                        "aws.credentials.role.arn", "arn:aws:iam::1:role/reader",
                                        "aws.credentials.role.stsEndpoint", sts.endpoint()))) {
            sts.refuse();
            client.openSession(stream, SessionStart.earliest(), listener());

            assertThat(failure().action()).isEqualTo(FailureAction.REFRESH_CREDENTIALS);
            assertThat(failure())
                    .hasMessageContaining("was refused its credentials: AccessDenied")
                    .hasMessageContaining("aws.credentials");
            assertThat(service().requests("/getDataEndpoint")).isEmpty();
        }
    }

    private static void assertIsTold(KvsServiceException error, FailureRow row, String call) {
        assertThat(error.action()).isEqualTo(row.action());
        assertThat(error).hasMessageStartingWith(call).hasMessageEndingWith(row.advice());
    }
}
