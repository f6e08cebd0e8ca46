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

import io.github.flinkkvs.media.client.ScriptedKvsService.Answer;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;

import static org.assertj.core.api.Assertions.assertThat;

/** All failures that tests can make on the wire; each row of the table is to have one here. */
final class WireCases {

    /** A label has at most 63 characters (RFC 1035), so that no name server is asked. */
    private static final String NO_HOST = "http://" + "x".repeat(64) + ".invalid";

    /** Answers of rows that are not named by one exception. */
    private static final Map<String, Answer> UNNAMED =
            Map.of(
                    FailureTable.ANY_LIMIT,
                            Answers.error(400, "StreamLimitExceededException", "Not now."),
                    FailureTable.ANY_THROTTLE, Answers.error(400, "ThrottledException", "Not now."),
                    FailureTable.PASSING_STATUS, Answers.error(500, "BrokenException", "Not now."),
                    FailureTable.OTHER_STATUS, Answers.error(418, "TeapotException", "Not now."),
                    FailureTable.NAMELESS_403, Answers.xmlError(),
                    FailureTable.BROKEN, Answers.closedWithoutAWord());

    private static final List<String> NOT_ANSWERED =
            List.of(FailureTable.NO_ANSWER, FailureTable.UNKNOWN_HOST, FailureTable.NOT_SENT);

    /** The calls of the control plane beside GetDataEndpoint, with how they are made. */
    private static final Map<String, Function<SessionFixture, CompletableFuture<?>>> OTHER_CALLS =
            Map.of(
                    "ListStreams", wire -> SessionFixture.client().listStreams(none(), none()),
                    "DescribeStream", wire -> SessionFixture.client().describeStream(wire.stream),
                    "ListTagsForStream", wire -> SessionFixture.client().listTags(wire.stream));

    private static final List<String> NAMED_BY_OTHER_CALLS =
            List.of(
                    "ClientLimitExceededException",
                    "InvalidArgumentException",
                    "InvalidResourceFormatException",
                    "NotAuthorizedException",
                    "AccessDeniedException",
                    "ResourceNotFoundException");

    private WireCases() {}

    static List<WireCase> all() {
        List<WireCase> all = new ArrayList<>();
        ofGetMedia(all);
        ofGetDataEndpoint(all);
        ofOtherCalls(all);
        ofArchive(all);
        ofCredentials(all);
        ofBodies(all);
        return all;
    }

    private static List<String> answersOf(FailurePhase phase) {
        return FailureTable.rows().stream()
                .filter(row -> row.phases().contains(phase))
                .map(FailureRow::error)
                .filter(error -> !NOT_ANSWERED.contains(error))
                .toList();
    }

    private static Answer answer(String error) {
        return UNNAMED.getOrDefault(error, Answers.error(400, error, "Not now."));
    }

    private static void ofGetMedia(List<WireCase> all) {
        for (String error : answersOf(FailurePhase.GET_MEDIA)) {
            all.add(getMedia(error, "answered so", answer(error)));
        }
        all.add(getMedia(FailureTable.BROKEN, "reset", ScriptedKvsService.Connection::reset));
        all.add(getMedia(FailureTable.PASSING_STATUS, "no HTTP", Answers.noHttp()));
        all.add(getMedia(FailureTable.OTHER_STATUS, "a redirect", Answers.redirect()));
        all.add(getMedia(FailureTable.PASSING_STATUS, "no JSON", Answers.html(503)));
        all.add(
                new WireCase(
                        FailurePhase.GET_MEDIA,
                        FailureTable.NO_ANSWER,
                        "GetMedia of",
                        "silence, and the reader's watchdog",
                        WireCases::givenUp));
        all.add(
                new WireCase(
                        FailurePhase.GET_MEDIA,
                        FailureTable.UNKNOWN_HOST,
                        "GetMedia of",
                        "an endpoint that does not exist",
                        wire -> {
                            endpointIs("{\"DataEndpoint\":\"" + NO_HOST + "\"}");
                            return ofSession(wire);
                        }));
    }

    private static WireCase getMedia(String error, String how, Answer answer) {
        return new WireCase(
                FailurePhase.GET_MEDIA,
                error,
                "GetMedia of",
                how,
                wire -> {
                    SessionFixture.service().script("/getMedia", answer);
                    return ofSession(wire);
                });
    }

    /** What the reader makes of a request that stays without an answer. */
    private static KvsServiceException givenUp(SessionFixture wire) {
        SessionFixture.service().script("/getMedia", Answers.silence());
        MediaSession session = wire.openSession(SessionStart.earliest());
        while (SessionFixture.service().requests("/getMedia").isEmpty()) {
            Thread.onSpinWait();
        }
        session.abort();
        assertThat(SessionFixture.service().clientGone()).succeedsWithin(SessionFixture.SOON);
        assertThat(wire.listener().ended()).isNotDone();
        return KvsServiceException.timedOut(
                ServiceCall.getMedia("GetMedia of " + wire.stream), Duration.ofSeconds(30));
    }

    private static void ofGetDataEndpoint(List<WireCase> all) {
        for (String error : answersOf(FailurePhase.CONTROL_PLANE)) {
            all.add(getDataEndpoint(error, "answered so", answer(error)));
        }
        all.add(
                getDataEndpoint(
                        FailureTable.BROKEN, "reset", ScriptedKvsService.Connection::reset));
        all.add(getDataEndpoint(FailureTable.BROKEN, "no JSON", Answers.json("<html>Log in!")));
        all.add(getDataEndpoint(FailureTable.BROKEN, "no endpoint", Answers.json("{}")));
        all.add(
                getDataEndpoint(
                        FailureTable.BROKEN,
                        "an endpoint that is none",
                        Answers.json("{\"DataEndpoint\":\"ask me later\"}")));
        all.add(getDataEndpoint(FailureTable.PASSING_STATUS, "no HTTP", Answers.noHttp()));
        all.add(getDataEndpoint(FailureTable.PASSING_STATUS, "no JSON", Answers.html(502)));
        all.add(getDataEndpoint(FailureTable.NO_ANSWER, "silence", Answers.silence()));
        all.add(
                new WireCase(
                        FailurePhase.CONTROL_PLANE,
                        FailureTable.UNKNOWN_HOST,
                        "GetDataEndpoint of",
                        "an endpoint that does not exist",
                        wire -> withClient(wire, Map.of(AwsOptions.ENDPOINT, NO_HOST))));
    }

    private static WireCase getDataEndpoint(String error, String how, Answer answer) {
        return new WireCase(
                FailurePhase.CONTROL_PLANE,
                error,
                "GetDataEndpoint of",
                how,
                wire -> {
                    SessionFixture.service().script("/getDataEndpoint", answer);
                    KvsServiceException failure = ofSession(wire);
                    assertThat(SessionFixture.service().requests("/getMedia")).isEmpty();
                    return failure;
                });
    }

    private static void ofOtherCalls(List<WireCase> all) {
        OTHER_CALLS.forEach(
                (operation, call) -> {
                    String path =
                            "/"
                                    + operation.substring(0, 1).toLowerCase(Locale.ROOT)
                                    + operation.substring(1);
                    for (String error : NAMED_BY_OTHER_CALLS) {
                        all.add(
                                new WireCase(
                                        FailurePhase.CONTROL_PLANE,
                                        error,
                                        operation,
                                        "answered so",
                                        wire -> {
                                            SessionFixture.service().script(path, answer(error));
                                            return ofFuture(call.apply(wire));
                                        }));
                    }
                });
    }

    private static void ofArchive(List<WireCase> all) {
        for (String error : answersOf(FailurePhase.ARCHIVE)) {
            all.add(listFragments(error, "answered so", answer(error)));
        }
        all.add(listFragments(FailureTable.NO_ANSWER, "silence", Answers.silence()));
        all.add(
                new WireCase(
                        FailurePhase.ARCHIVE,
                        FailureTable.UNKNOWN_HOST,
                        "ListFragments of",
                        "an endpoint that does not exist",
                        wire -> ofArchiveAt(wire, URI.create(NO_HOST))));
    }

    private static WireCase listFragments(String error, String how, Answer answer) {
        return new WireCase(
                FailurePhase.ARCHIVE,
                error,
                "ListFragments of",
                how,
                wire -> {
                    SessionFixture.service().script("/listFragments", answer);
                    return ofArchiveAt(wire, SessionFixture.service().uri());
                });
    }

    private static KvsServiceException ofArchiveAt(SessionFixture wire, URI endpoint) {
        StreamArchive archive = new StreamArchive(wire.stream, endpoint, Instant.EPOCH);
        try (SdkKvsMediaClient client = SessionFixture.newClient(Map.of())) {
            return ofFuture(
                    client.listFragments(archive, Instant.EPOCH, Instant.EPOCH, Optional.empty()));
        }
    }

    private static void ofCredentials(List<WireCase> all) {
        for (String error : answersOf(FailurePhase.CREDENTIALS)) {
            all.add(credentials(error, "STS answers so", sts -> refuse(sts, error)));
        }
        all.add(credentials(FailureTable.NO_ANSWER, "STS is silent", ScriptedSts::fallSilent));
        all.add(
                new WireCase(
                        FailurePhase.CREDENTIALS,
                        FailureTable.UNKNOWN_HOST,
                        "GetDataEndpoint of",
                        "STS does not exist",
                        wire -> withClient(wire, role(NO_HOST))));
        all.add(
                new WireCase(
                        FailurePhase.CREDENTIALS,
                        FailureTable.NOT_SENT,
                        "GetDataEndpoint of",
                        "there are none",
                        wire ->
                                withClient(
                                        wire,
                                        Map.of(
                                                AwsOptions.CREDENTIALS_PROVIDER, "PROFILE",
                                                AwsOptions.PROFILE_NAME, "no-such-profile"))));
    }

    private static void refuse(ScriptedSts sts, String error) {
        switch (error) {
            case FailureTable.ANY_LIMIT -> sts.refuse(400, "RoleLimitExceededException");
            case FailureTable.ANY_THROTTLE -> sts.refuse(400, "Throttling");
            case FailureTable.PASSING_STATUS -> sts.refuse(500, "Broken");
            case FailureTable.OTHER_STATUS -> sts.refuse(403, "AccessDenied");
            case FailureTable.BROKEN -> sts.hangUp();
            default -> sts.refuse(400, error);
        }
    }

    private static WireCase credentials(String error, String how, Consumer<ScriptedSts> script) {
        return new WireCase(
                FailurePhase.CREDENTIALS,
                error,
                "GetDataEndpoint of",
                how,
                wire -> {
                    try (ScriptedSts sts = new ScriptedSts()) {
                        script.accept(sts);
                        return withClient(wire, role(sts.endpoint()));
                    }
                });
    }

    private static Map<String, String> role(String sts) {
        return Map.of(
                AwsOptions.CREDENTIALS_PROVIDER, "ASSUME_ROLE",
                AwsOptions.ROLE_ARN, "arn:aws:iam::1:role/reader",
                AwsOptions.ROLE_STS_ENDPOINT, sts);
    }

    private static void ofBodies(List<WireCase> all) {
        all.add(
                new WireCase(
                        FailurePhase.BODY,
                        FailureTable.BROKEN,
                        "GetMedia of",
                        "reset once accepted",
                        wire -> {
                            SessionFixture.service()
                                    .script(
                                            "/getMedia",
                                            Answers.resetMedia(
                                                    () -> wire.listener().opened().join()));
                            return ofSession(wire);
                        }));
        all.add(
                new WireCase(
                        FailurePhase.BODY,
                        FailureTable.START_IS_GONE,
                        "GetMedia of",
                        "told by the reader of a chunk",
                        wire ->
                                KvsServiceException.startIsGone(
                                        ServiceCall.getMedia("GetMedia of " + wire.stream),
                                        "7",
                                        "8",
                                        "r-1")));
        all.add(
                new WireCase(
                        FailurePhase.BODY,
                        FailureTable.POSSIBLE_GAP,
                        "GetMedia of",
                        "told by the reader of a chunk",
                        wire ->
                                KvsServiceException.possibleGap(
                                        ServiceCall.getMedia("GetMedia of " + wire.stream),
                                        Instant.EPOCH,
                                        Instant.EPOCH,
                                        "the stream keeps fragments for PT1H",
                                        "8",
                                        "r-1")));
        for (String error : answersOf(FailurePhase.BODY)) {
            if (error.startsWith("in-band")) {
                all.add(
                        new WireCase(
                                FailurePhase.BODY,
                                error,
                                "GetMedia of",
                                "told by the emulator",
                                wire -> InBandErrors.fromTheEmulator(error)));
            }
        }
    }

    private static void endpointIs(String answer) {
        SessionFixture.service().script("/getDataEndpoint", Answers.json(answer));
    }

    private static KvsServiceException ofSession(SessionFixture wire) {
        wire.openSession(SessionStart.earliest()).request(SessionFixture.PLENTY);
        return wire.failure();
    }

    private static KvsServiceException withClient(SessionFixture wire, Map<String, String> more) {
        try (SdkKvsMediaClient client = SessionFixture.newClient(more)) {
            return ofFuture(client.mediaEndpoint(wire.stream));
        }
    }

    private static KvsServiceException ofFuture(CompletableFuture<?> call) {
        CompletableFuture<Throwable> failure =
                call.handle((result, error) -> error).thenApply(WireCases::unwrapped);
        assertThat(failure).succeedsWithin(SessionFixture.SOON.multipliedBy(2));
        return (KvsServiceException) failure.join();
    }

    private static Throwable unwrapped(Throwable error) {
        return error instanceof CompletionException ? error.getCause() : error;
    }

    private static Optional<String> none() {
        return Optional.empty();
    }
}
