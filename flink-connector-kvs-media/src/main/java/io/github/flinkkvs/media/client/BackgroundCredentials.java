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

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Credentials that are fetched on a thread of their own. A provider blocks while it asks STS or the
 * instance, and the SDK would ask it on the caller's thread, which reads all streams of a reader.
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
        return CompletableFuture.supplyAsync(this::resolve, thread);
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
