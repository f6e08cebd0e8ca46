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
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.IdentityProvider;
import software.amazon.awssdk.identity.spi.ResolveIdentityRequest;
import software.amazon.awssdk.utils.ThreadFactoryBuilder;

import javax.annotation.concurrent.GuardedBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;

/**
 * Credentials that are fetched on a thread of their own. A provider blocks while it asks STS or the
 * instance, and the SDK waits for it on the caller's thread, which reads all streams of a reader.
 * So the SDK is called once they are there, and with them.
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

    @Override
    public Class<AwsCredentialsIdentity> identityType() {
        return AwsCredentialsIdentity.class;
    }

    @Override
    public CompletableFuture<AwsCredentialsIdentity> resolveIdentity(
            ResolveIdentityRequest request) {
        return ask();
    }

    /** Makes a call with credentials that are there already, so that it does not wait for any. */
    <T> CompletableFuture<T> with(
            Function<IdentityProvider<AwsCredentialsIdentity>, CompletableFuture<T>> call) {
        return ask().thenCompose(credentials -> call.apply(new Fetched(credentials)));
    }

    private synchronized CompletableFuture<AwsCredentialsIdentity> ask() {
        if (asked.isDone()) {
            try {
                asked = CompletableFuture.supplyAsync(this::resolve, thread);
            } catch (RejectedExecutionException e) {
                // The client is closed.
                asked = CompletableFuture.failedFuture(e);
            }
        }
        return asked.copy();
    }

    /** Credentials that were fetched. Not a record, whose text would show them. */
    private static final class Fetched implements IdentityProvider<AwsCredentialsIdentity> {

        private final AwsCredentialsIdentity credentials;

        Fetched(AwsCredentialsIdentity credentials) {
            this.credentials = credentials;
        }

        @Override
        public Class<AwsCredentialsIdentity> identityType() {
            return AwsCredentialsIdentity.class;
        }

        @Override
        public CompletableFuture<AwsCredentialsIdentity> resolveIdentity(
                ResolveIdentityRequest request) {
            return CompletableFuture.completedFuture(credentials);
        }
    }

    private AwsCredentialsIdentity resolve() {
        try {
            return provider.resolveCredentials();
        } catch (RuntimeException e) {
            throw new CredentialsException(e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
