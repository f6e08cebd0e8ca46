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
 *       and the reader that takes the lost one's place gets it.
 * </ol>
 */
@Internal
public final class KvsMediaSourceEnumerator
        implements SplitEnumerator<KvsMediaSplit, KvsMediaEnumeratorState> {

    private static final Logger LOG = LoggerFactory.getLogger(KvsMediaSourceEnumerator.class);

    private final SplitEnumeratorContext<KvsMediaSplit> context;
    private final StreamSelection selection;
    private final SplitLedger ledger;
    private final DiscoveryLoop discovery;
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
                        this::discovered);
        this.nowStops = new NowStops(context, stopLookup, this::nowFound);
        this.ledger = new SplitLedger(reconciled(restored), assigner);
    }

    /** Streams that are no longer configured are forgotten here as they are in the readers. */
    private KvsMediaEnumeratorState reconciled(KvsMediaEnumeratorState restored) {
        return new KvsMediaEnumeratorState(
                reconciled(restored.assigned()),
                reconciled(restored.pending()),
                restored.owners(),
                restored.parallelism(),
                restored.firstDiscovery());
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

    /** Streams that are known stay as they are, those too that the search did not find. */
    private void discovered(List<StreamDescription> streams) {
        for (StreamDescription stream : streams) {
            if (!ledger.isKnown(stream.name())) {
                KvsMediaSplit split = selection.found(stream, firstDiscovery);
                LOG.info("Found stream {}, to be read from {}", stream.arn(), split.position());
                ledger.addIfNew(split);
            }
        }
        if (firstDiscovery.isEmpty()) {
            firstDiscovery = Optional.of(started);
        }
        assign();
    }

    private void nowFound(Map<String, Optional<StopPosition>> stops) {
        LOG.info("Ends of streams that end now: {}", stops);
        ledger.endPending(stops);
        assign();
    }

    private boolean isComplete() {
        return selection.isBounded()
                && !nowStops.isAsking()
                && (!selection.isDiscovered() || discovery.hasSucceeded());
    }

    @Override
    public void addReader(int reader) {
        informed.remove(reader);
        assign();
    }

    @Override
    public void addSplitsBack(List<KvsMediaSplit> splits, int reader) {
        LOG.info("Reader {} is gone; taking back {}", reader, splits);
        ledger.takeBack(splits, reader);
        assign();
    }

    private void assign() {
        nowStops.find(ledger.pending());
        SortedSet<Integer> registered = new TreeSet<>(context.registeredReaders().keySet());
        Map<Integer, List<KvsMediaSplit>> assignment =
                ledger.assignPending(context.currentParallelism(), registered);
        if (!assignment.isEmpty()) {
            assignment.forEach(
                    (reader, splits) -> LOG.info("Assigning to reader {}: {}", reader, splits));
            context.assignSplits(new SplitsAssignment<>(assignment));
        }
        for (int reader : registered) {
            if (isComplete() && informed.add(reader)) {
                context.signalNoMoreSplits(reader);
            }
        }
    }

    /** Splits are pushed; a reader never has to ask. */
    @Override
    public void handleSplitRequest(int reader, @Nullable String host) {}

    @Override
    public KvsMediaEnumeratorState snapshotState(long checkpointId) {
        return ledger.snapshot(firstDiscovery);
    }

    @Override
    public void close() {
        discovery.close();
        nowStops.close();
    }
}
