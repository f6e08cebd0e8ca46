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

import io.github.flinkkvs.media.fuzz.Bounds;
import io.github.flinkkvs.media.fuzz.FuzzTarget;
import io.github.flinkkvs.media.model.StreamId;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesisvideomedia.KinesisVideoMediaAsyncClient;
import software.amazon.awssdk.services.kinesisvideomedia.model.GetMediaRequest;
import software.amazon.awssdk.services.kinesisvideomedia.model.StartSelectorType;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Answers of the service, or of what stands in its place, through the whole SDK and our table of
 * errors. The input: the call, the status, the size of the body's pieces, content type, error type
 * and request id, each text behind its length, and the body.
 */
public final class ErrorAnswerTarget implements FuzzTarget {

    private static final StreamId STREAM = StreamId.of("camera-1");
    private static final URI ENDPOINT = URI.create("http://127.0.0.1:1");
    private static final String SECRET = "s3cr3t-0f-th3-t3st";
    private static final int CALLS = 6;
    private static final int LONGEST_MESSAGE = 3_000;

    /** What the SDK makes for any call, and of each byte of a JSON tree. */
    private static final int BYTES_PER_CALL = 4 << 20;

    private static final int BYTES_PER_INPUT_BYTE = 2_000;

    private final AnswerFromInput http = new AnswerFromInput();
    private final AtomicLong seconds = new AtomicLong();
    private final StaticCredentialsProvider secret =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", SECRET));

    private final KinesisVideoMediaAsyncClient media;
    private final SdkControlPlane control;
    private final SdkFragmentArchive archive;

    /** Makes clients as {@link SdkKvsMediaClient} does. */
    public ErrorAnswerTarget() {
        Region region = Region.EU_CENTRAL_1;
        BackgroundCredentials credentials = new BackgroundCredentials(secret);
        ScheduledExecutorService timers = new ScheduledThreadPoolExecutor(1, daemons());
        // Every look at the clock a second later: no call waits for its turn.
        CallLimits limits = new CallLimits(() -> seconds.incrementAndGet() * 1_000_000_000L);
        PacedCalls calls = new PacedCalls(limits, "test", new Impatient(daemons()));
        control =
                new SdkControlPlane(
                        Optional.of(ENDPOINT), region, credentials, http, timers, calls);
        archive = new SdkFragmentArchive(region, credentials, http, timers, calls);
        media = SdkKvsMediaClient.mediaClient(region, secret, http, timers);
    }

    @Override
    public void run(byte[] input) throws Exception {
        Input answer = new Input(ByteBuffer.wrap(input));
        int call = answer.number() % CALLS;
        int status = 200 + (answer.number() << 8 | answer.number()) % 400;
        int pieceBytes = 1 + answer.number();
        SdkHttpResponse head =
                SdkHttpFullResponse.builder()
                        .statusCode(status)
                        .putHeader("Content-Type", answer.text())
                        .putHeader("x-amzn-ErrorType", answer.text())
                        .putHeader("x-amzn-RequestId", answer.text())
                        .build();
        byte[] body = answer.rest();
        if (call == 0) {
            long limit = BYTES_PER_CALL + (long) BYTES_PER_INPUT_BYTE * input.length;
            Bounds.within(limit, () -> getMedia(head, body, pieceBytes));
        } else {
            http.answerWith(head, body, pieceBytes);
            ask(call).handle(ErrorAnswerTarget::check).get(20, TimeUnit.SECONDS);
        }
    }

    private CompletableFuture<?> ask(int call) {
        StreamArchive located = new StreamArchive(STREAM, ENDPOINT, Instant.EPOCH);
        return switch (call) {
            case 1 -> control.mediaEndpointNow(STREAM);
            case 2 -> control.listStreams(Optional.empty(), Optional.empty());
            case 3 -> control.describeStream(STREAM);
            case 4 -> control.listTags(STREAM);
            default -> archive.list(located, Instant.EPOCH, Instant.MAX, Optional.empty());
        };
    }

    private SessionEnd getMedia(SdkHttpResponse head, byte[] body, int pieceBytes) {
        http.answerWith(head, body, pieceBytes);
        RecordingSessionListener listener = new RecordingSessionListener();
        SdkMediaSession session =
                new SdkMediaSession(
                        ServiceCall.getMedia("GetMedia of " + STREAM),
                        listener,
                        () -> {},
                        Runnable::run);
        session.request(Integer.MAX_VALUE);
        session.startedAs(
                media.getMedia(
                        GetMediaRequest.builder()
                                .streamName(STREAM.name())
                                .startSelector(s -> s.startSelectorType(StartSelectorType.NOW))
                                .build(),
                        session));
        assertThat(listener.ended()).isCompleted();
        SessionEnd end = listener.ended().join();
        if (end instanceof SessionEnd.Failed failed) {
            check(null, failed.error());
        } else {
            assertThat(head.isSuccessful()).isTrue();
            assertThat(listener.bytes()).isEqualTo(body);
        }
        return end;
    }

    private static Void check(Object result, Throwable thrown) {
        if (thrown == null) {
            return null;
        }
        Throwable error = thrown instanceof CompletionException ? thrown.getCause() : thrown;
        assertThat(error).isInstanceOf(KvsServiceException.class);
        assertThat(error.getMessage())
                .hasSizeLessThan(LONGEST_MESSAGE)
                .doesNotContainPattern("\\p{Cntrl}")
                .doesNotContain(SECRET);
        assertThat(((KvsServiceException) error).action()).isNotNull();
        return null;
    }

    @Override
    public List<byte[]> seeds() {
        String named = "ResourceNotFoundException:http://internal.amazon.com/coral/";
        return List.of(
                seed(0, 404, named, "{\"Message\":\"The stream does not exist.\"}"),
                seed(0, 403, "", "<AccessDeniedException><Message>no</Message></AccessDenied>"),
                seed(0, 400, "", "{\"__type\":\"InvalidArgumentException\",\"message\":\"no\"}"),
                seed(0, 500, "", "<html>Try again</html>"),
                seed(0, 200, "", "bytes"),
                seed(1, 200, "", "{\"DataEndpoint\":\"https://s-1.kinesisvideo.example.com\"}"),
                seed(1, 403, "AccessDeniedException", "{\"code\":\"X\",\"Message\":null}"),
                seed(
                        2,
                        200,
                        "",
                        "{\"StreamInfoList\":[{\"StreamName\":\"a\",\"CreationTime\":1.5}]}"),
                seed(
                        3,
                        200,
                        "",
                        "{\"StreamInfo\":{\"StreamName\":\"a\",\"DataRetentionInHours\":1}}"),
                seed(3, 429, "ClientLimitExceededException", "[[[[[[]]]]]]"),
                seed(4, 200, "", "{\"Tags\":{\"a\":\"b\"},\"NextToken\":\"x\"}"),
                seed(
                        5,
                        200,
                        "",
                        "{\"Fragments\":[{\"FragmentNumber\":\"1\",\"ServerTimestamp\":1}]}"),
                seed(5, 404, named, "{}"));
    }

    private static byte[] seed(int call, int status, String errorType, String body) {
        ByteArrayOutputStream seed = new ByteArrayOutputStream();
        seed.write(call);
        seed.write((status - 200) >> 8);
        seed.write(status - 200);
        seed.write(100);
        for (String text : List.of("application/json", errorType, "5a1b2c3d")) {
            seed.write(text.length());
            seed.writeBytes(text.getBytes(UTF_8));
        }
        seed.writeBytes(body.getBytes(UTF_8));
        return seed.toByteArray();
    }

    private static ThreadFactory daemons() {
        return task -> {
            Thread thread = new Thread(task, "error-answers");
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Reads an input field by field; what is missing is 0 or empty. */
    private record Input(ByteBuffer bytes) {

        int number() {
            return bytes.hasRemaining() ? bytes.get() & 0xFF : 0;
        }

        /** A header's value: no line breaks, which end one on the wire. */
        String text() {
            return new String(take(number()), ISO_8859_1).replaceAll("[\\x00-\\x1F]", " ");
        }

        byte[] rest() {
            return take(bytes.remaining());
        }

        private byte[] take(int count) {
            byte[] taken = new byte[Math.min(count, bytes.remaining())];
            bytes.get(taken);
            return Arrays.copyOf(taken, taken.length);
        }
    }

    /** Waits for no time to come. */
    private static final class Impatient extends ScheduledThreadPoolExecutor {

        Impatient(ThreadFactory threads) {
            super(1, threads);
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
            return super.schedule(task, 0, unit);
        }

        @Override
        public <V> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
            return super.schedule(task, 0, unit);
        }
    }
}
