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

package io.github.flinkkvs.e2e;

import io.github.flinkkvs.emulator.EmulatedStream;
import io.github.flinkkvs.emulator.KvsEmulator;
import io.github.flinkkvs.emulator.auth.AccessKey;
import io.github.flinkkvs.emulator.session.Fault;
import io.github.flinkkvs.emulator.session.FaultKind;
import io.github.flinkkvs.media.client.ScriptedSts;
import io.github.flinkkvs.media.model.MediaFragment;
import io.github.flinkkvs.media.source.KvsMediaSource;
import io.github.flinkkvs.media.source.KvsMediaSourceBuilder;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.ExceptionUtils;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Secret keys and session tokens are in nothing that a user, or whoever sees a user's screen, gets
 * to read of a job: logs, errors, web pages, texts of objects, state.
 */
class SecretsITCase {

    private static final String ACCESS_KEY = "AKIAFORALLTOSEE";
    private static final String SECRET_KEY = "static-secret-key";
    private static final String SESSION_TOKEN = "static-session-token";
    private static final String TEMPORARY_TOKEN = "temporary-token";

    /** Those that are configured, and those that {@link ScriptedSts} gives for them. */
    private static final List<String> SECRETS =
            List.of(SECRET_KEY, SESSION_TOKEN, "temporary-secret", TEMPORARY_TOKEN);

    private static final String STREAM = "the-camera";
    private static final long LONGEST_SECONDS = 60;

    @RegisterExtension
    @Order(1)
    static final CapturedLog LOG = new CapturedLog();

    @RegisterExtension
    @Order(2)
    static final MiniClusterExtension CLUSTER =
            TestingCluster.create(
                    Configuration.fromMap(
                            Map.of(
                                    "web.log.path", LOG.file().toString(),
                                    "taskmanager.log.path", LOG.file().toString())));

    private final Map<String, String> seen = new LinkedHashMap<>();
    private ScriptedSts sts;

    /** Where the keys come from. */
    enum Keys {
        CONFIGURED,
        OF_A_ROLE
    }

    /** Why the job fails. */
    enum Trouble {
        UNKNOWN_STREAM,
        REFUSED_CALL,
        WRONG_SECRET_KEY,
        REQUEST_QUOTED
    }

    @BeforeEach
    void startSts() throws IOException {
        sts = new ScriptedSts();
    }

    @AfterEach
    void closeSts() {
        sts.close();
    }

    @ParameterizedTest
    @EnumSource
    void aJobThatFailsWithConfiguredKeysShowsNone(
            Trouble trouble, @InjectMiniCluster MiniCluster cluster) throws Exception {
        aJobThatFailsShowsNone(Keys.CONFIGURED, trouble, cluster);
    }

    @ParameterizedTest
    @EnumSource
    void aJobThatFailsWithAnAssumedRoleShowsNone(
            Trouble trouble, @InjectMiniCluster MiniCluster cluster) throws Exception {
        aJobThatFailsShowsNone(Keys.OF_A_ROLE, trouble, cluster);
        assertThat(sts.requests()).isNotEmpty();
    }

    @Test
    void aJobWhoseRoleIsRefusedShowsNone(@InjectMiniCluster MiniCluster cluster) throws Exception {
        sts.refuse();

        aJobThatFailsShowsNone(Keys.OF_A_ROLE, Trouble.REFUSED_CALL, cluster);
        assertThat(seen.get("error")).contains("may not assume the role");
    }

    private void aJobThatFailsShowsNone(Keys keys, Trouble trouble, MiniCluster cluster)
            throws Exception {
        try (KvsEmulator emulator = emulator(trouble)) {
            KvsMediaSourceBuilder<MediaFragment> builder = builder(emulator, keys);
            KvsMediaSource<MediaFragment> source = builder.build();
            for (Object shown :
                    List.of(builder, source, source.getLineageVertex().datasets().get(0))) {
                seen.put(shown.getClass().getSimpleName(), shown.toString());
            }

            JobClient job = new TestingJob(source, new Sightings()).start();
            Throwable error =
                    catchThrowable(
                            () ->
                                    job.getJobExecutionResult()
                                            .get(LONGEST_SECONDS, TimeUnit.SECONDS));
            assertThat(error).isInstanceOf(ExecutionException.class);
            seen.put("error", ExceptionUtils.stringifyException(error));
            seen.putAll(pages(cluster, job));
            seen.put("log", LOG.text());
        }

        String exceptions =
                seen.keySet().stream().filter(p -> p.endsWith("/exceptions")).findFirst().get();
        for (String telling : List.of("error", exceptions, "log", "/jobmanager/log")) {
            assertThat(seen.get(telling)).as(telling).contains(STREAM);
        }
        assertNoSecrets();
    }

    @Test
    void aJobThatRunsShowsNoneAndItsSavepointHoldsNone(
            @InjectMiniCluster MiniCluster cluster, @TempDir Path folder) throws Exception {
        try (KvsEmulator emulator = emulator(Trouble.UNKNOWN_STREAM)) {
            EmulatedStream stream = emulator.createStream(STREAM);
            new SmallMedia(1).put(stream, Instant.now(), 1_000);
            Sightings sightings = new Sightings();

            JobClient job =
                    new TestingJob(builder(emulator, Keys.OF_A_ROLE).build(), sightings).start();
            Eventually.await(
                    "a session",
                    Duration.ofSeconds(LONGEST_SECONDS),
                    () -> emulator.openSessions() == 1);
            seen.putAll(pages(cluster, job));
            String savepoint =
                    job.stopWithSavepoint(false, folder.toString(), SavepointFormatType.CANONICAL)
                            .get(LONGEST_SECONDS, TimeUnit.SECONDS);
            seen.put("state", bytesIn(Path.of(URI.create(savepoint))));
            seen.put("log", LOG.text());
        }

        assertThat(seen.get("state")).contains(STREAM);
        assertThat(seen.keySet()).anyMatch(page -> page.contains("/metrics?get="));
        assertNoSecrets();
    }

    private void assertNoSecrets() {
        assertThat(seen).hasSizeGreaterThan(30);
        seen.forEach(
                (name, text) ->
                        assertThat(text.lines().filter(SecretsITCase::hasSecret))
                                .as(name)
                                .isEmpty());
    }

    private static boolean hasSecret(String line) {
        return SECRETS.stream().anyMatch(line::contains);
    }

    private static KvsEmulator emulator(Trouble trouble) {
        if (trouble == Trouble.WRONG_SECRET_KEY) {
            return KvsEmulator.builder()
                    .accessKeys(
                            List.of(
                                    AccessKey.of(ACCESS_KEY, "another"),
                                    AccessKey.of("ASIATEMPORARY", "another")))
                    .start();
        }
        KvsEmulator emulator = KvsEmulator.start();
        if (trouble == Trouble.REFUSED_CALL) {
            emulator.createStream(STREAM).failNextGetMedia(401, "AccessDeniedException", "no");
        }
        if (trouble == Trouble.REQUEST_QUOTED) {
            emulator.createStream(STREAM).inject(quotedRequest());
        }
        return emulator;
    }

    /** As AWS answers where a signature is wrong. */
    private static Fault quotedRequest() {
        return Fault.of(
                FaultKind.HTTP_ERROR,
                Map.of(
                        "operation",
                        "GetMedia",
                        "status",
                        403,
                        "name",
                        "InvalidSignatureException",
                        "message",
                        "The Canonical String for this request should have been 'POST /getMedia"
                                + " host:127.0.0.1 x-amz-security-token:"
                                + SESSION_TOKEN
                                + " X-Amz-Security-Token: "
                                + TEMPORARY_TOKEN
                                + " host;x-amz-date'"));
    }

    private KvsMediaSourceBuilder<MediaFragment> builder(KvsEmulator emulator, Keys keys) {
        KvsMediaSourceBuilder<MediaFragment> builder =
                TestingJob.source(emulator, List.of())
                        .setStreams(STREAM)
                        .setAwsOption("aws.credentials.basic.accesskeyid", ACCESS_KEY)
                        .setAwsOption("aws.credentials.basic.secretkey", SECRET_KEY)
                        .setAwsOption("aws.credentials.basic.sessiontoken", SESSION_TOKEN);
        if (keys == Keys.OF_A_ROLE) {
            builder.setAwsOption("aws.credentials.provider", "ASSUME_ROLE")
                    .setAwsOption("aws.credentials.role.arn", "arn:aws:iam::123456789012:role/r")
                    .setAwsOption("aws.credentials.role.provider", "BASIC")
                    .setAwsOption("aws.credentials.role.stsEndpoint", sts.endpoint());
        }
        return builder;
    }

    private static Map<String, String> pages(MiniCluster cluster, JobClient job) throws Exception {
        URI address = cluster.getRestAddress().get(LONGEST_SECONDS, TimeUnit.SECONDS);
        return RestPages.of(address, job.getJobID().toString());
    }

    private static String bytesIn(Path folder) throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }
}
