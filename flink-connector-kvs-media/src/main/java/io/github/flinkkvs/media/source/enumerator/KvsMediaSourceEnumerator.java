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

import io.github.flinkkvs.media.client.StreamDescription;
import io.github.flinkkvs.media.source.config.SourceConfig.DiscoveryConfig;
import io.github.flinkkvs.media.source.position.StopPosition;
import io.github.flinkkvs.media.source.split.KvsMediaSplit;
import io.github.flinkkvs.media.source.split.StreamSelection;
import io.github.flinkkvs.media.source.split.StreamsReleased;
import io.github.flinkkvs.media.source.subscriber.StreamSearch;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import javax.annotation.Nullable;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Hands streams to readers. Runs on the coordinator thread only.
 *
 * <p>The life of a split:
 *
 * <ol>
 *   <li>{@link #start} adds the streams that are named and not in the restored state, and has the
 *       others searched for;
 *   <li>where it is to end "now", it waits until it is found out what that is;
 *   <li>each split is meant for the reader that has the fewest, whether that one is there yet or
 *       not, and is handed over when it is: the assignment is balanced, and no reader waits for
 *       another;
 *   <li>from then on the reader's checkpoints hold its position;
 *   <li>if that reader is lost before its first checkpoint, {@link #addSplitsBack} brings it back,
 *       and the reader that takes the lost one's place gets it;
 *   <li>a stream that searches have missed for too long is released: its split is forgotten, and
 *       the reader told to let it go. Both happen on the same side of any checkpoint.
 * </ol>
 */
@Internal
public final class KvsMediaSourceEnumerator
        implements SplitEnumerator<KvsMediaSplit, KvsMediaEnumeratorState> {

    private static final Logger LOG = LoggerFactory.getLogger(KvsMediaSourceEnumerator.class);

    private static final int SHOWN = 20;

    private final SplitEnumeratorContext<KvsMediaSplit> context;
    private final StreamSelection selection;
    private final SplitLedger ledger;
    private final DiscoveryLoop discovery;
    private final MissingStreams missing;
    private final ReleasedStreams released;
    private final NowStops nowStops;
    private final Clock clock;

    /** Tells the streams that were there from those that came later. */
    private Optional<Instant> firstDiscovery;

    private Instant started = Instant.MAX;

    /** Readers that were told that nothing more comes. */
    private final Set<Integer> informed = new HashSet<>();

    /**
     * @param selection the streams of the source's configuration
     * @param assigner chooses readers
     * @param search finds the streams that are not named
     * @param stopLookup finds the ends of streams that are to end "now"
     * @param restored what a checkpoint held; empty for a new job
     */
    public KvsMediaSourceEnumerator(
            SplitEnumeratorContext<KvsMediaSplit> context,
            StreamSelection selection,
            KvsMediaSplitAssigner assigner,
            StreamSearch search,
            StopLookup stopLookup,
            DiscoveryConfig discoveryConfig,
            Clock clock,
            KvsMediaEnumeratorState restored) {
        this.context = context;
        this.selection = selection;
        this.clock = clock;
        this.firstDiscovery = restored.firstDiscovery();
        this.discovery =
                new DiscoveryLoop(
                        context,
                        search,
                        discoveryConfig,
                        discoveryConfig.isRepeated() && !selection.isBounded(),
                        clock,
                        this::discovered);
        this.nowStops = new NowStops(context, stopLookup, this::nowFound);
        this.ledger = new SplitLedger(reconciled(restored), assigner);
        this.missing = new MissingStreams(discoveryConfig.releaseAfter());
        this.released = new ReleasedStreams(restored.released(), !restored.assigned().isEmpty());
    }

    /** Streams that are no longer configured are forgotten here as they are in the readers. */
    private KvsMediaEnumeratorState reconciled(KvsMediaEnumeratorState restored) {
        return new KvsMediaEnumeratorState(
                reconciled(restored.assigned()),
                reconciled(restored.pending()),
                restored.owners(),
                restored.parallelism(),
                restored.firstDiscovery(),
                restored.released());
    }

    private List<KvsMediaSplit> reconciled(List<KvsMediaSplit> saved) {
        return saved.stream()
                .map(selection::reconcile)
                .flatMap(Optional::stream)
                .collect(Collectors.toUnmodifiableList());
    }

    @Override
    public void start() {
        context.metricGroup().setUnassignedSplitsGauge(() -> (long) ledger.pendingCount());
        started = clock.instant();
        selection.splits().forEach(ledger::addIfNew);
        assign();
        if (selection.isDiscovered()) {
            discovery.start();
        }
    }

    /** Streams that are known stay as they are, but for those that were missed for too long. */
    private void discovered(List<StreamDescription> streams) {
        Set<String> found =
                streams.stream().map(StreamDescription::name).collect(Collectors.toSet());
        release(missing.after(found, ledger.known(), clock.instant()));
        List<String> added = new ArrayList<>();
        for (StreamDescription stream : streams) {
            if (!ledger.isKnown(stream.name()) && !released.mayLinger(stream.name())) {
                KvsMediaSplit split = newSplit(stream);
                LOG.debug("Found stream {}, to be read from {}", stream.arn(), split.position());
                ledger.addIfNew(split);
                added.add(stream.name());
            }
        }
        if (!added.isEmpty()) {
            LOG.info("Found {}", shown(added));
        }
        if (firstDiscovery.isEmpty()) {
            firstDiscovery = Optional.of(started);
        }
        assign();
    }

    private void nowFound(Map<String, Optional<StopPosition>> stops) {
        LOG.debug("Ends of streams that end now: {}", stops);
        ledger.endPending(stops);
        assign();
    }

    private KvsMediaSplit newSplit(StreamDescription stream) {
        return released.takeOut(stream.name())
                .map(was -> selection.foundAgain(stream, was.missingSince(), was.releasedAt()))
                .orElseGet(() -> selection.found(stream, firstDiscovery));
    }

    private void release(List<ReleasedStream> streams) {
        for (ReleasedStream stream : streams) {
            LOG.info(
                    "Releasing stream {}, which no search has found since {}",
                    stream.name(),
                    stream.missingSince());
            ledger.release(stream.name());
            released.add(stream);
        }
        List<String> names = streams.stream().map(ReleasedStream::name).toList();
        context.registeredReaders().keySet().forEach(reader -> tell(reader, names));
    }

    /** Not only the owner is told, since after a rescaling nobody knows who that is. */
    private void tell(int reader, Collection<String> streams) {
        if (!streams.isEmpty()) {
            context.sendEventToSourceReader(reader, new StreamsReleased(List.copyOf(streams)));
        }
    }

    private boolean isComplete() {
        return selection.isBounded()
                && !nowStops.isAsking()
                && (!selection.isDiscovered() || discovery.hasSucceeded());
    }

    @Override
    public void addReader(int reader) {
        informed.remove(reader);
        tell(reader, released.lingering());
        handOver();
    }

    @Override
    public void addSplitsBack(List<KvsMediaSplit> splits, int reader) {
        LOG.info("Reader {} is gone; taking back {}", reader, shown(ids(splits)));
        ledger.takeBack(splits, reader);
        assign();
    }

    private void assign() {
        nowStops.find(ledger.endless());
        handOver();
    }

    private void handOver() {
        SortedSet<Integer> registered = new TreeSet<>(context.registeredReaders().keySet());
        Map<Integer, List<KvsMediaSplit>> assignment =
                ledger.assignPending(context.currentParallelism(), registered);
        if (!assignment.isEmpty()) {
            assignment.forEach(
                    (reader, splits) ->
                            LOG.info("Assigning to reader {}: {}", reader, shown(ids(splits))));
            context.assignSplits(new SplitsAssignment<>(assignment));
        }
        for (int reader : registered) {
            if (isComplete() && informed.add(reader)) {
                context.signalNoMoreSplits(reader);
            }
        }
    }

    private static List<String> ids(List<KvsMediaSplit> splits) {
        return splits.stream().map(KvsMediaSplit::splitId).toList();
    }

    /** Of a fleet of streams some names tell enough, and a log line has its limits. */
    private static String shown(List<String> streams) {
        return streams.size() <= SHOWN
                ? streams.toString()
                : streams.subList(0, SHOWN) + " and " + (streams.size() - SHOWN) + " more";
    }

    /** Splits are pushed; a reader never has to ask. */
    @Override
    public void handleSplitRequest(int reader, @Nullable String host) {}

    @Override
    public KvsMediaEnumeratorState snapshotState(long checkpointId) {
        released.checkpointBegun(checkpointId);
        return ledger.snapshot(firstDiscovery, released.snapshot());
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) {
        released.checkpointCompleted(checkpointId);
    }

    @Override
    public void close() {
        discovery.close();
        nowStops.close();
    }
}
