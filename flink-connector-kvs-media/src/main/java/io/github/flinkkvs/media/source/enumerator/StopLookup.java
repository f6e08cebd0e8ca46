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

package io.github.flinkkvs.media.source.enumerator;

import io.github.flinkkvs.media.client.FailureAction;
import io.github.flinkkvs.media.client.FragmentArchive;
import io.github.flinkkvs.media.client.KvsServiceException;
import io.github.flinkkvs.media.client.StreamArchive;
import io.github.flinkkvs.media.model.StreamId;
import io.github.flinkkvs.media.source.position.StopPosition;
import io.github.flinkkvs.media.source.position.StreamNotFoundPolicy;

import org.apache.flink.annotation.Internal;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import javax.annotation.Nullable;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Finds out what "now" is as the end of streams: behind the last fragment that is stored; where
 * there is none, or no archive, at the service's time.
 *
 * <p>Runs on Flink's worker thread, for all streams at once. The client is made there, too, since
 * to find region and credentials may block.
 */
@Internal
public final class StopLookup implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StopLookup.class);

    private static final int ATTEMPTS = 4;

    /** The service tells its time in whole seconds, rounded down. */
    private static final Duration CLOCK_STEP = Duration.ofSeconds(1);

    /**
     * How long it waits.
     *
     * @param indexLag before it lists: the archive's index lags by a second or less, and the end
     *     must not lie in the future
     * @param firstRetry after a first failure; longer each time
     */
    record Waits(Duration indexLag, Duration firstRetry) {

        static final Waits DEFAULT = new Waits(Duration.ofSeconds(2), Duration.ofSeconds(5));
    }

    private final Supplier<FragmentArchive> archives;
    private final StreamNotFoundPolicy streamNotFound;
    private final Clock clock;
    private final Waits waits;
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final Object lock = new Object();
    @Nullable private FragmentArchive archive;

    /**
     * @param archives makes the client; called once at most
     */
    public StopLookup(
            Supplier<FragmentArchive> archives, StreamNotFoundPolicy streamNotFound, Clock clock) {
        this(archives, streamNotFound, clock, Waits.DEFAULT);
    }

    StopLookup(
            Supplier<FragmentArchive> archives,
            StreamNotFoundPolicy streamNotFound,
            Clock clock,
            Waits waits) {
        this.archives = archives;
        this.streamNotFound = streamNotFound;
        this.clock = clock;
        this.waits = waits;
    }

    /**
     * Finds the ends of streams.
     *
     * @return the ends by the streams' names; nothing for one that does not exist and is to finish
     * @throws KvsServiceException if the service does not tell, however often it is asked
     */
    Map<String, Optional<StopPosition>> find(List<StreamId> streams) throws Exception {
        Map<String, Optional<StopPosition>> found = new HashMap<>();
        List<StreamId> left = streams;
        for (int attempt = 1; !left.isEmpty(); attempt++) {
            Map<StreamId, KvsServiceException> failures = attempt(left, found);
            for (KvsServiceException failure : failures.values()) {
                if (attempt == ATTEMPTS || !mayPass(failure)) {
                    throw failure;
                }
            }
            if (!failures.isEmpty()) {
                LOG.warn(
                        "What is stored of {} is asked for again after: {}",
                        failures.keySet(),
                        failures.values().iterator().next().getMessage());
                pause(waits.firstRetry().multipliedBy(attempt));
            }
            left = List.copyOf(failures.keySet());
        }
        return found;
    }

    private static boolean mayPass(KvsServiceException failure) {
        return switch (failure.action()) {
            case RETRY_NOW, BACK_OFF, REFRESH_ENDPOINT, REFRESH_CREDENTIALS -> true;
            case LOST_POSITION, STREAM_NOT_FOUND, NO_ARCHIVE, FAIL -> false;
        };
    }

    /** Asks once for each stream; returns those that failed, with what they failed. */
    private Map<StreamId, KvsServiceException> attempt(
            List<StreamId> streams, Map<String, Optional<StopPosition>> found) throws Exception {
        FragmentArchive open = openArchive();
        Map<StreamId, CompletableFuture<StreamArchive>> located = new LinkedHashMap<>();
        streams.forEach(stream -> located.put(stream, open.locate(stream)));
        awaitAll(located.values());
        pause(waits.indexLag());
        Map<StreamId, CompletableFuture<Optional<StopPosition>>> ends = new LinkedHashMap<>();
        located.forEach(
                (stream, archived) ->
                        ends.put(
                                stream,
                                archived.thenCompose(at -> end(open, at))
                                        .exceptionallyCompose(this::endOfMissing)));
        awaitAll(ends.values());
        Map<StreamId, KvsServiceException> failures = new LinkedHashMap<>();
        for (StreamId stream : streams) {
            try {
                found.put(stream.name(), ends.get(stream).get());
            } catch (ExecutionException e) {
                failures.put(stream, ofService(e.getCause()));
            }
        }
        return failures;
    }

    private static CompletableFuture<Optional<StopPosition>> end(
            FragmentArchive open, StreamArchive stream) {
        Instant now = stream.serviceTime().plus(CLOCK_STEP);
        return new LastStored(open, stream, now)
                .find()
                .thenApply(
                        last ->
                                last.map(StopPosition::afterFragment)
                                        .orElseGet(() -> StopPosition.serverTimestamp(now)))
                .thenApply(stop -> Optional.of(stop.asNow()));
    }

    /** A stream that is waited for holds nothing now, so it ends as soon as it exists. */
    private CompletableFuture<Optional<StopPosition>> endOfMissing(Throwable thrown) {
        KvsServiceException error = ofService(thrown);
        if (error.action() == FailureAction.STREAM_NOT_FOUND
                && streamNotFound != StreamNotFoundPolicy.FAIL) {
            LOG.warn("A stream is not read: {}", error.getMessage());
            return CompletableFuture.completedFuture(
                    streamNotFound == StreamNotFoundPolicy.FINISH
                            ? Optional.empty()
                            : Optional.of(StopPosition.serverTimestamp(clock.instant()).asNow()));
        }
        return CompletableFuture.failedFuture(error);
    }

    private static KvsServiceException ofService(Throwable thrown) {
        Throwable error = thrown instanceof CompletionException ? thrown.getCause() : thrown;
        if (error instanceof KvsServiceException failure) {
            return failure;
        }
        throw new IllegalStateException("The client failed.", error);
    }

    /** Waits until all have ended, each by its own time-out, however they end. */
    private void awaitAll(Collection<? extends CompletableFuture<?>> calls)
            throws InterruptedException {
        CompletableFuture<Void> all =
                CompletableFuture.allOf(calls.toArray(new CompletableFuture<?>[0]));
        try {
            // Once the client is closed, a call may not end at all.
            CompletableFuture.anyOf(all, closed).get();
        } catch (ExecutionException e) {
            LOG.debug("One of {} calls failed", calls.size(), e);
        }
        throwIfClosed();
    }

    private void pause(Duration time) throws InterruptedException {
        try {
            closed.get(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // The time has passed, as it should.
        } catch (ExecutionException e) {
            throw new AssertionError("This future never fails.", e);
        }
        throwIfClosed();
    }

    private void throwIfClosed() {
        if (closed.isDone()) {
            throw new CancellationException("The source is being closed.");
        }
    }

    /** Worker thread, the only one that makes a client; no lock is held meanwhile. */
    private FragmentArchive openArchive() {
        synchronized (lock) {
            throwIfClosed();
            if (archive != null) {
                return archive;
            }
        }
        FragmentArchive made = archives.get();
        synchronized (lock) {
            if (closed.isDone()) {
                made.close();
            }
            throwIfClosed();
            archive = made;
            return made;
        }
    }

    /** Ends a lookup that runs, from another thread. */
    @Override
    public void close() {
        synchronized (lock) {
            closed.complete(null);
            if (archive != null) {
                archive.close();
            }
        }
    }
}
