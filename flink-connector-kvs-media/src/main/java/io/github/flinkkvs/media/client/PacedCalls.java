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

import io.github.flinkkvs.media.client.CallLimits.Operation;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Makes the calls of one control plane in their turns, and those that nobody else would try again
 * up to three times. Thread-safe; waits are timers, nothing blocks.
 */
final class PacedCalls {

    private static final int ATTEMPTS = 3;
    private static final long FIRST_BACKOFF_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final CallLimits limits;
    private final String service;
    private final ScheduledExecutorService timers;

    PacedCalls(CallLimits limits, String service, ScheduledExecutorService timers) {
        this.limits = limits;
        this.service = service;
        this.timers = timers;
    }

    /** Books a turn that the caller keeps itself; returns how many nanoseconds away it is. */
    long reserve(Operation operation, String stream) {
        return limits.reserve(operation, service, stream);
    }

    /** Calls once, in its turn. */
    <T> CompletableFuture<T> once(
            Operation operation, String stream, Supplier<CompletableFuture<T>> call) {
        return after(reserve(operation, stream), call);
    }

    /**
     * Calls in its turn; after a classified failure that may pass, again in another turn. Waits
     * grow and are drawn at random.
     */
    <T> CompletableFuture<T> patiently(
            Operation operation, String stream, Supplier<CompletableFuture<T>> call) {
        return attempt(operation, stream, call, 1, 0);
    }

    private <T> CompletableFuture<T> attempt(
            Operation operation,
            String stream,
            Supplier<CompletableFuture<T>> call,
            int attempt,
            long backoff) {
        return after(Math.max(backoff, reserve(operation, stream)), call)
                .exceptionallyCompose(
                        error -> {
                            if (attempt == ATTEMPTS || !mayPass(error)) {
                                return CompletableFuture.failedFuture(error);
                            }
                            long next =
                                    ThreadLocalRandom.current()
                                            .nextLong(FIRST_BACKOFF_NANOS << (attempt - 1));
                            return attempt(operation, stream, call, attempt + 1, next);
                        });
    }

    private static boolean mayPass(Throwable error) {
        Throwable cause = error instanceof KvsServiceException ? error : error.getCause();
        return cause instanceof KvsServiceException failure
                && failure.action() == FailureAction.BACK_OFF;
    }

    private <T> CompletableFuture<T> after(long nanos, Supplier<CompletableFuture<T>> call) {
        if (nanos == 0) {
            return call.get();
        }
        CompletableFuture<Void> turn = new CompletableFuture<>();
        try {
            timers.schedule(() -> turn.complete(null), nanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // The client is closed, and says so itself when it is called.
            turn.complete(null);
        }
        return turn.thenCompose(ignored -> call.get());
    }
}
