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

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BackgroundCredentialsTest {

    private final Queue<Error> errors = new ArrayDeque<>();
    private final BackgroundCredentials credentials = new BackgroundCredentials(this::resolve);

    @AfterEach
    void close() {
        credentials.close();
    }

    @Test
    void aProviderWhoseClassesAreMissingFailsTheCallAndNotTheNextOne() throws Exception {
        errors.add(new NoClassDefFoundError("software/amazon/awssdk/services/sso/SsoClient"));

        assertThatThrownBy(() -> call().get(10, TimeUnit.SECONDS))
                .cause()
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining("SsoClient")
                .hasCauseInstanceOf(NoClassDefFoundError.class);
        assertThat(call().get(10, TimeUnit.SECONDS)).isEqualTo("called");
    }

    private CompletableFuture<String> call() {
        return credentials.with(with -> CompletableFuture.completedFuture("called"));
    }

    private AwsCredentials resolve() {
        if (!errors.isEmpty()) {
            throw errors.remove();
        }
        return AwsBasicCredentials.create("id", "secret");
    }
}
