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

import io.github.flinkkvs.media.model.StreamId;
import io.github.flinkkvs.media.source.position.NumberLayout;
import io.github.flinkkvs.media.source.position.StopPosition;
import io.github.flinkkvs.media.source.split.SplitPosition;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Where a stream's reading ends, and from when on silence may be taken for that end. Fetcher
 * thread.
 *
 * <p>"Now" is found out by the enumerator, before a split is assigned. A split that was restored
 * into a job that says "now" for the first time comes without: then it is the service's time when
 * the first session opens.
 */
final class FetchStop {

    private static final Logger LOG = LoggerFactory.getLogger(FetchStop.class);

    /**
     * A fragment lasts at most 10 s (PutMedia's limit); the rest is for the service to store it.
     */
    private static final Duration GRACE = Duration.ofSeconds(15);

    /** The service tells its time in whole seconds, rounded down. */
    private static final Duration CLOCK_STEP = Duration.ofSeconds(1);

    private final String splitId;
    private final FixedStarts fixedStarts;
    private StopPosition stop;

    /** The service's clock when the first session opened. */
    private Optional<Instant> firstOpened = Optional.empty();

    FetchStop(String splitId, StopPosition saved, FixedStarts fixedStarts) {
        this.splitId = splitId;
        this.stop = saved;
        this.fixedStarts = fixedStarts;
    }

    StopPosition get() {
        return stop;
    }

    void sessionOpened(Instant serviceTime) {
        if (firstOpened.isEmpty()) {
            firstOpened = Optional.of(serviceTime);
        }
        if (stop.isOpenNow()) {
            stop = StopPosition.serverTimestamp(serviceTime.plus(CLOCK_STEP)).asNow();
            fixedStarts.fixStop(splitId, stop);
        }
    }

    /**
     * Returns the instant of the service's clock at which all that is to be read has begun; nothing
     * without an end, and before a session has opened.
     *
     * <p>A fragment that has a number has begun already, whatever time the number seems to hold. By
     * the producer's clock nothing can be told, so the service's stands for it.
     */
    Optional<Instant> allBegunAt() {
        return stop.lastFragment().isEmpty()
                ? stop.instant()
                : firstOpened.map(
                        opened ->
                                stop.lastFragment()
                                        .flatMap(NumberLayout::serverTimestamp)
                                        .filter(opened::isAfter)
                                        .orElse(opened));
    }

    /** Returns how long what has begun may take until it is there; "now" is what is there. */
    Duration grace() {
        return stop.isOfNow() ? Duration.ZERO : GRACE;
    }

    /** Says where reading ended. */
    void reportReached(StreamId stream, SplitPosition position) {
        LOG.info(
                "stream={} ends at its stop position {}, behind fragment {}",
                stream,
                stop,
                position.last().map(last -> last.number().toString()).orElse("none"));
    }
}
