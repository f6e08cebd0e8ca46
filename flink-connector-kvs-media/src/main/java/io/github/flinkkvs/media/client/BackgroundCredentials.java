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

import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.IdentityProvider;
import software.amazon.awssdk.identity.spi.ResolveIdentityRequest;
import software.amazon.awssdk.utils.ThreadFactoryBuilder;

import javax.annotation.concurrent.GuardedBy;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;

/**
 * Credentials that are fetched on a thread of their own. A provider blocks while it asks STS or the
 * instance, and the SDK blocks its caller, which reads all streams of a reader, until the provider
 * has answered. Calls are therefore made only {@link #with} credentials that are there.
 */
final class BackgroundCredentials
        implements IdentityProvider<AwsCredentialsIdentity>, AutoCloseable {

    private final AwsCredentialsProvider provider;
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(
                    new ThreadFactoryBuilder()
                            .threadNamePrefix("kvs-credentials")
                            .daemonThreads(true)
                            .build());

    /** Whoever asks while the provider is being asked waits for the same answer. */
    @GuardedBy("this")
    private CompletableFuture<AwsCredentialsIdentity> asked =
            CompletableFuture.failedFuture(new IllegalStateException("nobody asked yet"));

    BackgroundCredentials(AwsCredentialsProvider provider) {
        this.provider = provider;
    }

    /**
     * Makes a call once there are credentials, mostly on the thread that fetches them.
     *
     * @param call makes the call with the configuration that it is given
     */
    <T> CompletableFuture<T> with(
            Function<AwsRequestOverrideConfiguration, CompletableFuture<T>> call) {
        return resolveIdentity(ResolveIdentityRequest.builder().build())
                .thenCompose(credentials -> call.apply(with(credentials)));
    }

    private static AwsRequestOverrideConfiguration with(AwsCredentialsIdentity credentials) {
        CompletableFuture<AwsCredentialsIdentity> resolved =
                CompletableFuture.completedFuture(credentials);
        return AwsRequestOverrideConfiguration.builder()
                .credentialsProvider(new ResolvedCredentials(resolved))
                .build();
    }

    @Override
    public Class<AwsCredentialsIdentity> identityType() {
        return AwsCredentialsIdentity.class;
    }

    @Override
    public CompletableFuture<AwsCredentialsIdentity> resolveIdentity(
            ResolveIdentityRequest request) {
        return ask();
    }

    private synchronized CompletableFuture<AwsCredentialsIdentity> ask() {
        if (asked.isDone()) {
            CompletableFuture<AwsCredentialsIdentity> answer = new CompletableFuture<>();
            asked = answer;
            try {
                thread.execute(() -> resolve(answer));
            } catch (RejectedExecutionException e) {
                answer.completeExceptionally(e);
            }
        }
        return asked.copy();
    }

    private void resolve(CompletableFuture<AwsCredentialsIdentity> answer) {
        try {
            answer.complete(provider.resolveCredentials());
        } catch (RuntimeException | Error e) {
            // Also a class that is missing: nobody else would tell those that wait.
            answer.completeExceptionally(new CredentialsException(e));
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        pending().completeExceptionally(new CancellationException("The client is closed."));
    }

    private synchronized CompletableFuture<AwsCredentialsIdentity> pending() {
        return asked;
    }

    /** What the SDK takes credentials from that are there already. */
    private record ResolvedCredentials(CompletableFuture<AwsCredentialsIdentity> resolved)
            implements IdentityProvider<AwsCredentialsIdentity> {

        @Override
        public Class<AwsCredentialsIdentity> identityType() {
            return AwsCredentialsIdentity.class;
        }

        @Override
        public CompletableFuture<AwsCredentialsIdentity> resolveIdentity(
                ResolveIdentityRequest request) {
            return resolved;
        }
    }
}
