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

package io.github.flinkkvs.media.source.split;

import io.github.flinkkvs.media.client.StreamDescription;
import io.github.flinkkvs.media.model.StreamId;
import io.github.flinkkvs.media.source.position.StartPosition;
import io.github.flinkkvs.media.source.position.StopPosition;
import io.github.flinkkvs.media.source.subscriber.StreamSubscription;

import org.apache.flink.annotation.Internal;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which streams a source reads, from where to where. Immutable.
 *
 * <p>What is configured wins over what was saved, but for the position: a restored split takes the
 * stream's present form (name or ARN) and the present stop, and a stream that is no longer
 * configured is dropped with its position. "Now" as the stop stays what it turned out to be, where
 * that was saved.
 */
@Internal
public final class StreamSelection implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Signatures fail at a larger difference of clocks, so none is larger. */
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    private final StreamSubscription subscription;
    private final StartPosition start;

    /** The starts of single streams, by name. */
    private final TreeMap<String, StartPosition> ownStarts;

    private final StopPosition stop;

    /** A selection in which all streams have the same start. */
    public StreamSelection(
            StreamSubscription subscription, StartPosition start, StopPosition stop) {
        this(subscription, start, Map.of(), stop);
    }

    /**
     * Selects streams.
     *
     * @param start where they are read from
     * @param ownStarts where some of them are read from instead, by name
     */
    public StreamSelection(
            StreamSubscription subscription,
            StartPosition start,
            Map<String, StartPosition> ownStarts,
            StopPosition stop) {
        this.subscription = subscription;
        this.start = start;
        this.ownStarts = new TreeMap<>(ownStarts);
        this.stop = stop;
    }

    /** Returns which streams are read. */
    public StreamSubscription subscription() {
        return subscription;
    }

    /** Returns whether reading ends. */
    public boolean isBounded() {
        return stop.isBounded();
    }

    /** Returns whether the service has to be asked which streams there are. */
    public boolean isDiscovered() {
        return subscription.isDiscovered();
    }

    /** Returns a split for each stream that is named, at its start. */
    public List<KvsMediaSplit> splits() {
        return subscription.named().stream()
                .map(
                        stream ->
                                new KvsMediaSplit(
                                        stream,
                                        SplitPosition.startingAt(startOf(stream.name())),
                                        stop))
                .collect(Collectors.toUnmodifiableList());
    }

    private StartPosition startOf(String stream) {
        return ownStarts.getOrDefault(stream, start);
    }

    /**
     * Returns a split for a stream that was searched for: at the start, or where nothing since the
     * job's start is lost if it was found later.
     *
     * @param jobStart when the job started, by the coordinator's clock; empty if the stream was
     *     there then
     */
    public KvsMediaSplit found(StreamDescription stream, Optional<Instant> jobStart) {
        StartPosition from =
                jobStart.map(since -> lateStart(stream, since))
                        .orElseGet(() -> startOf(stream.name()));
        return new KvsMediaSplit(StreamId.of(stream.name()), SplitPosition.startingAt(from), stop);
    }

    /**
     * Returns a split for a stream that was released and is found again: if it was created since,
     * as any that is found later; else where it ended.
     *
     * @param missingSince when a search missed it first
     * @param releasedAt when it was released, both by the coordinator's clock
     */
    public KvsMediaSplit foundAgain(
            StreamDescription stream, Instant missingSince, Instant releasedAt) {
        boolean isAnother = stream.creationTime().isAfter(missingSince);
        StartPosition from =
                isAnother
                        ? anothersStart(stream, missingSince)
                        : StartPosition.serverTimestamp(releasedAt);
        return new KvsMediaSplit(StreamId.of(stream.name()), SplitPosition.startingAt(from), stop);
    }

    /** A number or token is of the stream that had the name before. */
    private StartPosition anothersStart(StreamDescription stream, Instant missingSince) {
        return startOf(stream.name()).isOfOneStream()
                ? StartPosition.earliest()
                : lateStart(stream, missingSince);
    }

    private StartPosition lateStart(StreamDescription stream, Instant jobStart) {
        StartPosition from = startOf(stream.name());
        if (from.isOfOneStream()) {
            // Of which one is said where the stream has a start of its own, and else not.
            return ownStarts.containsKey(stream.name()) ? from : StartPosition.earliest();
        }
        return switch (from.toSessionStart().type()) {
            case SERVER_TIMESTAMP, PRODUCER_TIMESTAMP -> from;
            case NOW ->
                    stream.creationTime().isBefore(jobStart.minus(CLOCK_SKEW))
                            ? StartPosition.serverTimestamp(jobStart)
                            : StartPosition.earliest();
            case EARLIEST, FRAGMENT_NUMBER, CONTINUATION_TOKEN -> StartPosition.earliest();
        };
    }

    /** Returns a saved split as it is configured now; nothing if its stream no longer is. */
    public Optional<KvsMediaSplit> reconcile(KvsMediaSplit saved) {
        return subscription
                .present(saved.stream())
                .map(
                        stream ->
                                new KvsMediaSplit(
                                        stream, saved.position(), stop.insteadOf(saved.stop())));
    }
}
