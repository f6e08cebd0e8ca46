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

package io.github.flinkkvs.media.source.reader;

import io.github.flinkkvs.media.client.KvsMediaClient;
import io.github.flinkkvs.media.client.StreamDescription;
import io.github.flinkkvs.media.model.StreamId;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import javax.annotation.Nullable;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Tells whether media may have expired unread, while nobody read the stream. Fetcher thread.
 *
 * <p>A service that no longer has what follows a position may say so, or silently begin with the
 * oldest fragment that it has. That fragment's time alone proves nothing: a camera may have been
 * off. What does is the stream's retention: if the position is older than that when reading goes
 * on, what was stored in between is gone. As long as sessions follow each other, none of it is
 * asked: silence was seen, not missed.
 *
 * @see <a href="https://docs.aws.amazon.com/kinesisvideostreams/latest/dg/API_DescribeStream.html">
 *     DescribeStream</a>
 */
final class ResumeCheck {

    private static final Logger LOG = LoggerFactory.getLogger(ResumeCheck.class);

    /** What every stream holds: one without retention keeps a buffer of five minutes. */
    private static final Duration SHORTEST_RETENTION = Duration.ofMinutes(5);

    /**
     * A fragment lasts at most 10 s (PutMedia's limit): one that begins so soon is the next one.
     */
    private static final Duration PLAUSIBLE_JUMP = Duration.ofSeconds(15);

    private final StreamId stream;
    private final KvsMediaClient client;
    private final Clock clock;
    private final Runnable onAnswer;

    /** The question about the stream, from the first look until a fragment has been checked. */
    @Nullable private CompletableFuture<StreamDescription> question;

    /** What may be missing: nothing read, and nothing stored any more. */
    record Gap(Instant from, Instant to, String why) {}

    /**
     * @param onAnswer called on any thread when the service has described the stream
     */
    ResumeCheck(StreamId stream, KvsMediaClient client, Clock clock, Runnable onAnswer) {
        this.stream = stream;
        this.client = client;
        this.clock = clock;
        this.onAnswer = onAnswer;
    }

    /**
     * Asks for the stream's retention if a session from here needs it.
     *
     * @param readUntil up to when nothing can have been missed; empty where nothing has been read
     * @return whether the session has to wait for the answer
     */
    boolean isToBeAwaited(Optional<Instant> readUntil) {
        boolean isRecent =
                readUntil.isEmpty()
                        || readUntil.get().isAfter(clock.instant().minus(SHORTEST_RETENTION));
        if (isRecent) {
            question = null;
        } else if (question == null) {
            question = client.describeStream(stream);
            question.whenComplete((answer, error) -> onAnswer.run());
        }
        return isAwaited();
    }

    /** Returns whether an answer is still to come. */
    boolean isAwaited() {
        return question != null && !question.isDone();
    }

    /**
     * Looks at the first fragment that follows a position.
     *
     * @param readUntil up to when nothing can have been missed
     * @param sessionOpened the service's clock when the session opened
     * @param arrived when the fragment arrived, by the service's clock
     */
    Optional<Gap> before(Optional<Instant> readUntil, Instant sessionOpened, Instant arrived) {
        if (question == null || readUntil.isEmpty()) {
            return Optional.empty();
        }
        return before(readUntil.get(), sessionOpened, arrived);
    }

    private Optional<Gap> before(Instant readUntil, Instant sessionOpened, Instant arrived) {
        CompletableFuture<StreamDescription> answer = question;
        question = null;
        return answer.handle(
                        (description, error) ->
                                error == null
                                        ? gap(description, readUntil, sessionOpened, arrived)
                                        : unknown(readUntil, error))
                .join();
    }

    private Optional<Gap> unknown(Instant readUntil, Throwable error) {
        LOG.warn(
                "stream={} was not read since {}; whether fragments have expired since is not known,"
                        + " as DescribeStream failed",
                stream,
                readUntil,
                error);
        return Optional.empty();
    }

    private static Optional<Gap> gap(
            StreamDescription description,
            Instant readUntil,
            Instant sessionOpened,
            Instant arrived) {
        if (!arrived.isAfter(readUntil.plus(PLAUSIBLE_JUMP))) {
            return Optional.empty();
        }
        if (description.creationTime().isAfter(readUntil)) {
            Instant created = description.creationTime();
            return Optional.of(
                    new Gap(readUntil, created, "the stream was created anew at " + created));
        }
        Duration kept =
                description.retention().isZero() ? SHORTEST_RETENTION : description.retention();
        Instant oldest = sessionOpened.minus(kept);
        if (!oldest.isAfter(readUntil)) {
            return Optional.empty();
        }
        Instant to = oldest.isBefore(arrived) ? oldest : arrived;
        return Optional.of(new Gap(readUntil, to, "the stream keeps fragments for " + kept));
    }
}
