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

import io.github.flinkkvs.media.model.StreamId;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

import static org.assertj.core.api.Assertions.assertThat;

class EndpointCacheTest {

    private static final StreamId STREAM = StreamId.of("camera-1");
    private static final URI FIRST = URI.create("https://s-1.example");
    private static final URI SECOND = URI.create("https://s-2.example");
    private static final Duration SOON = Duration.ofSeconds(5);

    /** The lookups in the order in which they were made; the test answers them. */
    private final LinkedBlockingQueue<CompletableFuture<URI>> lookups = new LinkedBlockingQueue<>();

    private final EndpointCache cache = new EndpointCache(stream -> lookup());

    @Test
    void anAnswerIsRemembered() {
        CompletableFuture<URI> first = cache.get(STREAM);
        lookups.remove().complete(FIRST);

        assertThat(first).isCompletedWithValue(FIRST);
        assertThat(cache.get(STREAM)).isCompletedWithValue(FIRST);
        assertThat(lookups).isEmpty();
    }

    @Test
    void eachStreamHasItsOwnEndpoint() {
        CompletableFuture<URI> one = cache.get(STREAM);
        CompletableFuture<URI> other = cache.get(StreamId.of("camera-2"));
        lookups.remove().complete(FIRST);
        lookups.remove().complete(SECOND);

        assertThat(one).isCompletedWithValue(FIRST);
        assertThat(other).isCompletedWithValue(SECOND);
    }

    @Test
    void callersThatComeTogetherShareOneLookup() {
        int callers = 8;
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        try {
            CyclicBarrier together = new CyclicBarrier(callers);
            List<CompletableFuture<URI>> answers = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                answers.add(
                        CompletableFuture.supplyAsync(() -> awaitAndGet(together), threads)
                                .thenCompose(answer -> answer));
            }
            assertThat(CompletableFuture.supplyAsync(this::answerOne, threads))
                    .succeedsWithin(SOON);

            assertThat(answers)
                    .allSatisfy(answer -> assertThat(answer).succeedsWithin(SOON).isEqualTo(FIRST));
            assertThat(lookups).isEmpty();
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aFailureReachesAllWhoWaitAndIsNotRemembered() {
        CompletableFuture<URI> one = cache.get(STREAM);
        CompletableFuture<URI> other = cache.get(STREAM);
        lookups.remove().completeExceptionally(new IOException("no answer"));

        assertThat(one).isCompletedExceptionally();
        assertThat(other).isCompletedExceptionally();
        cache.get(STREAM);
        assertThat(lookups).hasSize(1);
    }

    @Test
    void aLookupThatThrowsFailsItsCallerAndIsNotRemembered() {
        IllegalStateException closed = new IllegalStateException("client is closed");
        EndpointCache throwing =
                new EndpointCache(
                        stream -> {
                            lookups.add(new CompletableFuture<>());
                            throw closed;
                        });

        assertThat(throwing.get(STREAM)).failsWithin(SOON).withThrowableThat().withCause(closed);
        assertThat(throwing.get(STREAM)).isCompletedExceptionally();
        assertThat(lookups).hasSize(2);
    }

    @Test
    void aForgottenEndpointIsAskedForAgain() {
        cache.get(STREAM);
        lookups.remove().complete(FIRST);

        cache.forget(STREAM);
        CompletableFuture<URI> again = cache.get(STREAM);
        lookups.remove().complete(SECOND);

        assertThat(again).isCompletedWithValue(SECOND);
        assertThat(cache.get(STREAM)).isCompletedWithValue(SECOND);
    }

    @Test
    void whatIsBeingAskedForIsNotForgotten() {
        CompletableFuture<URI> asked = cache.get(STREAM);

        cache.forget(STREAM);
        CompletableFuture<URI> shared = cache.get(STREAM);
        lookups.remove().complete(FIRST);

        assertThat(lookups).isEmpty();
        assertThat(asked).isCompletedWithValue(FIRST);
        assertThat(shared).isCompletedWithValue(FIRST);
    }

    @Test
    void forgettingWhatIsNotKnownChangesNothing() {
        cache.forget(STREAM);

        assertThat(lookups).isEmpty();
    }

    @Test
    void oneCallerThatGivesUpTakesNothingFromTheOthers() {
        CompletableFuture<URI> patient = cache.get(STREAM);
        CompletableFuture<URI> impatient = cache.get(STREAM);

        impatient.cancel(true);
        lookups.remove().complete(FIRST);

        assertThat(patient).isCompletedWithValue(FIRST);
        assertThat(cache.get(STREAM)).isCompletedWithValue(FIRST);
    }

    private CompletableFuture<URI> lookup() {
        CompletableFuture<URI> answer = new CompletableFuture<>();
        lookups.add(answer);
        return answer;
    }

    private CompletableFuture<URI> awaitAndGet(CyclicBarrier together) {
        try {
            together.await();
            return cache.get(STREAM);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean answerOne() {
        try {
            return lookups.take().complete(FIRST);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
