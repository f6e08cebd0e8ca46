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
import io.github.flinkkvs.media.model.StreamId;

import org.apache.flink.util.ExceptionUtils;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

class SdkKvsMediaClientTest {

    private static final Duration SOON = Duration.ofSeconds(25);
    private static final StreamId BY_NAME = StreamId.of("camera-1");
    private static final String ARN =
            "arn:aws:kinesisvideo:eu-central-1:123456789012:stream/camera-2/1551924009774";
    private static final StreamId BY_ARN = StreamId.of(ARN);

    /** As the service writes it: scientific notation, explicit nulls, a member of no model. */
    private static final String STREAM_INFO =
            "{\"CreationTime\":1.551924009774E9,\"DataRetentionInHours\":24,\"DeviceName\":null,"
                    + "\"IngestionConfiguration\":null,\"KmsKeyId\":null,\"MediaType\":null,"
                    + "\"Status\":\"ACTIVE\",\"StreamARN\":\""
                    + ARN
                    + "\",\"StreamName\":\"camera-2\",\"Version\":\"v1\"}";

    private static final StreamDescription DESCRIPTION =
            new StreamDescription(
                    "camera-2",
                    ARN,
                    "ACTIVE",
                    Duration.ofHours(24),
                    Instant.parse("2019-03-07T02:00:09.774Z"));

    private ScriptedKvsService service;
    private SdkKvsMediaClient client;

    @BeforeEach
    void open() throws IOException {
        service = new ScriptedKvsService();
        client = client();
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        service.close();
    }

    @Test
    void aListingIsReadPageByPage() {
        service.script(
                "/listStreams",
                Answers.json("{\"NextToken\":\"page-2\",\"StreamInfoList\":[" + STREAM_INFO + "]}"),
                Answers.json("{\"NextToken\":null,\"StreamInfoList\":[],\"Unknown\":{\"a\":[1]}}"));

        assertThat(client.listStreams(Optional.of("cam"), Optional.empty()))
                .succeedsWithin(SOON)
                .isEqualTo(new StreamPage(List.of(DESCRIPTION), Optional.of("page-2")));
        assertThat(client.listStreams(Optional.of("cam"), Optional.of("page-2")))
                .succeedsWithin(SOON)
                .isEqualTo(new StreamPage(List.of(), Optional.empty()));
        assertThat(bodies("/listStreams"))
                .containsExactly(
                        json(
                                "{\"StreamNameCondition\":{\"ComparisonOperator\":\"BEGINS_WITH\","
                                        + "\"ComparisonValue\":\"cam\"}}"),
                        json(
                                "{\"NextToken\":\"page-2\",\"StreamNameCondition\":{"
                                        + "\"ComparisonOperator\":\"BEGINS_WITH\","
                                        + "\"ComparisonValue\":\"cam\"}}"));
    }

    @Test
    void withoutAPrefixAllStreamsAreListed() {
        service.script("/listStreams", Answers.json("{\"StreamInfoList\":[]}"));

        assertThat(client.listStreams(Optional.empty(), Optional.empty())).succeedsWithin(SOON);

        assertThat(bodies("/listStreams")).containsExactly(json("{}"));
    }

    @Test
    void aStreamIsAskedForByItsNameOrByItsArnNeverByBoth() {
        service.script("/describeStream", Answers.json("{\"StreamInfo\":" + STREAM_INFO + "}"));

        assertThat(client.describeStream(BY_NAME)).succeedsWithin(SOON).isEqualTo(DESCRIPTION);
        assertThat(client.describeStream(BY_ARN)).succeedsWithin(SOON).isEqualTo(DESCRIPTION);

        assertThat(bodies("/describeStream"))
                .containsExactly(
                        json("{\"StreamName\":\"camera-1\"}"),
                        json("{\"StreamARN\":\"" + ARN + "\"}"));
    }

    @Test
    void aStreamWithoutRetentionHasNone() {
        service.script(
                "/describeStream",
                Answers.json(
                        "{\"StreamInfo\":{\"StreamName\":\"camera-1\",\"StreamARN\":\"arn\","
                                + "\"Status\":\"A_NEW_ONE\",\"DataRetentionInHours\":null,"
                                + "\"CreationTime\":null}}"));

        assertThat(client.describeStream(BY_NAME))
                .succeedsWithin(SOON)
                .isEqualTo(
                        new StreamDescription(
                                "camera-1", "arn", "A_NEW_ONE", Duration.ZERO, Instant.EPOCH));
    }

    @Test
    void tagsAreGatheredFromAllPages() {
        service.script(
                "/listTagsForStream",
                Answers.json("{\"NextToken\":\"more\",\"Tags\":{\"site\":\"berlin\",\"a\":\"1\"}}"),
                Answers.json("{\"NextToken\":null,\"Tags\":{\"b\":\"2\"}}"));

        assertThat(client.listTags(BY_NAME))
                .succeedsWithin(SOON)
                .isEqualTo(Map.of("site", "berlin", "a", "1", "b", "2"));
        assertThat(bodies("/listTagsForStream"))
                .containsExactly(
                        json("{\"StreamName\":\"camera-1\"}"),
                        json("{\"StreamName\":\"camera-1\",\"NextToken\":\"more\"}"));
    }

    @Test
    void tagsThatDoNotEndAreGivenUp() {
        Answer page = Answers.json("{\"NextToken\":\"more\",\"Tags\":{\"site\":\"berlin\"}}");
        Answer[] pages = new Answer[SdkControlPlane.MOST_PAGES_OF_TAGS];
        Arrays.fill(pages, page);
        service.script("/listTagsForStream", pages);

        assertThat(client.listTags(BY_NAME))
                .failsWithin(Duration.ofMinutes(1))
                .withThrowableOfType(ExecutionException.class)
                .havingCause()
                .isInstanceOf(KvsServiceException.class)
                .withMessageContainingAll(
                        "ListTagsForStream of camera-1", "does not end: more than 50 pages came");
        assertThat(service.requests("/listTagsForStream")).hasSize(pages.length);
    }

    @Test
    void aStreamWithoutTagsHasNone() {
        service.script("/listTagsForStream", Answers.json("{\"NextToken\":null,\"Tags\":null}"));

        assertThat(client.listTags(BY_NAME)).succeedsWithin(SOON).isEqualTo(Map.of());
    }

    @Test
    void theEndpointIsAskedForOnceAndForGetMedia() {
        assertThat(client.mediaEndpoint(BY_ARN)).succeedsWithin(SOON).isEqualTo(service.uri());
        assertThat(client.mediaEndpoint(BY_ARN)).succeedsWithin(SOON).isEqualTo(service.uri());

        assertThat(bodies("/getDataEndpoint"))
                .containsExactly(json("{\"APIName\":\"GET_MEDIA\",\"StreamARN\":\"" + ARN + "\"}"));
    }

    @Test
    void requestsAreSignedForTheRegionWithTheSessionToken() {
        assertThat(client.mediaEndpoint(BY_NAME)).succeedsWithin(SOON);

        Map<String, String> headers = service.requests("/getDataEndpoint").get(0).headers();
        assertThat(headers.get("authorization"))
                .startsWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/")
                .contains("/eu-central-1/kinesisvideo/aws4_request");
        assertThat(headers).containsEntry("x-amz-security-token", "t0k3n");
    }

    @Test
    void aRefusalIsClassifiedAndNamesAllThatHelps() {
        service.script(
                "/describeStream",
                Answers.error(404, "ResourceNotFoundException", "The stream is not there."));

        KvsServiceException error = failure(client.describeStream(BY_NAME));

        assertThat(error.action()).isEqualTo(FailureAction.STREAM_NOT_FOUND);
        assertThat(error.errorName()).isEqualTo("ResourceNotFoundException");
        assertThat(error)
                .hasMessageContainingAll(
                        "DescribeStream of camera-1",
                        "ResourceNotFoundException",
                        "HTTP 404",
                        Answers.REQUEST_ID,
                        "The stream is not there.",
                        "aws.region");
    }

    @Test
    void aLimitIsLeftToTheReaderToRetry() {
        service.script(
                "/getDataEndpoint", Answers.error(400, "ClientLimitExceededException", "Slow."));

        assertThat(failure(client.mediaEndpoint(BY_NAME)).action())
                .isEqualTo(FailureAction.BACK_OFF);
        assertThat(service.requests("/getDataEndpoint")).hasSize(1);
    }

    @Test
    void anEndpointThatCouldNotBeHadIsAskedForAgain() {
        service.script(
                "/getDataEndpoint",
                Answers.error(400, "ClientLimitExceededException", "Slow."),
                Answers.json("{\"DataEndpoint\":\"https://s-1.example\"}"));

        failure(client.mediaEndpoint(BY_NAME));

        assertThat(client.mediaEndpoint(BY_NAME))
                .succeedsWithin(SOON)
                .hasToString("https://s-1.example");
    }

    private static Stream<Arguments> emptyAnswers() {
        return Stream.of(
                Arguments.of("/describeStream", "{}"),
                Arguments.of("/describeStream", "{\"StreamInfo\":null}"),
                Arguments.of("/getDataEndpoint", "{}"),
                Arguments.of("/getDataEndpoint", "{\"DataEndpoint\":\"not an address\"}"));
    }

    @ParameterizedTest
    @MethodSource("emptyAnswers")
    void anAnswerThatSaysNothingIsAClassifiedFailure(String path, String body) {
        service.script(path, Answers.json(body));

        CompletableFuture<?> answer =
                path.equals("/describeStream")
                        ? client.describeStream(BY_NAME)
                        : client.mediaEndpoint(BY_NAME);

        assertThat(failure(answer)).hasMessageContaining("of camera-1 failed");
    }

    @Test
    void nothingThatIsThrownShowsASecret() {
        service.script("/describeStream", Answers.error(403, "AccessDeniedException", "No."));

        KvsServiceException error = failure(client.describeStream(BY_NAME));

        assertThat(ExceptionUtils.stringifyException(error)).doesNotContain("s3cr3t", "t0k3n");
    }

    @Test
    void callsToAClosedClientFailClassified() {
        client.close();

        failure(client.describeStream(BY_NAME));
        failure(client.mediaEndpoint(BY_NAME));
    }

    private SdkKvsMediaClient client() {
        return new SdkKvsMediaClient(
                AwsOptions.of(
                        Map.of(
                                AwsOptions.REGION, "eu-central-1",
                                AwsOptions.ENDPOINT, service.uri().toString(),
                                AwsOptions.ACCESS_KEY_ID, "AKIDEXAMPLE",
                                AwsOptions.SECRET_KEY, "s3cr3t",
                                AwsOptions.SESSION_TOKEN, "t0k3n")));
    }

    private List<JsonNode> bodies(String path) {
        return service.bodies(path).stream().map(SdkKvsMediaClientTest::json).toList();
    }

    private static JsonNode json(String text) {
        return JsonNode.parser().parse(text);
    }

    private static KvsServiceException failure(CompletableFuture<?> call) {
        Throwable error =
                assertThat(call)
                        .failsWithin(SOON)
                        .withThrowableOfType(ExecutionException.class)
                        .havingCause()
                        .isInstanceOf(KvsServiceException.class)
                        .actual();
        return (KvsServiceException) error;
    }
}
