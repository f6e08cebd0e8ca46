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

import io.github.flinkkvs.media.source.split.KvsMediaSplit;

import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsChange;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * All streams of a reader on one thread: waits until one has news, reads each in turn, and returns
 * whole fragments.
 *
 * <p>Everything here runs on the fetcher thread but {@link #wakeUp}, which Flink calls on the task
 * thread and which neither blocks nor gets lost.
 */
final class KvsMediaSplitReader implements SplitReader<FetchedFragment, KvsMediaSplit> {

    private final ReaderServices services;
    private final LongSupplier nanoTime;
    private final ReadRate rate;
    private final Map<String, StreamFetcher> streams = new LinkedHashMap<>();

    /**
     * Streams that wait for the job to take what has been fetched, or for the rate to let them go
     * on. Those that have waited longest come first.
     */
    private final Set<StreamFetcher> waitingForRoom = new LinkedHashSet<>();

    private long nextDeadline = Long.MAX_VALUE;

    KvsMediaSplitReader(ReaderServices services) {
        this.services = services;
        this.nanoTime = services.nanoTime();
        this.rate = new ReadRate(services.rates(), nanoTime.getAsLong());
    }

    /** Returns fragments as soon as there are any; returns without only if woken up. */
    @Override
    public RecordsWithSplitIds<FetchedFragment> fetch() throws IOException {
        FragmentBatch.Builder batch = new FragmentBatch.Builder(services.budget());
        boolean woken = false;
        while (batch.isEmpty() && !woken) {
            releaseThoseThatWait();
            woken = awaitNews();
            finishReleased(batch);
            for (StreamFetcher stream : services.ready().takeAll()) {
                advance(stream, batch);
            }
            if (nanoTime.getAsLong() >= nextDeadline) {
                advanceAllThatAreDue(batch);
            }
        }
        return batch.build(services.activity(), services.paused());
    }

    /**
     * Lets those go on that have fragments ready, and the stream that has waited longest: the room
     * may be for one more fragment only, and each is to have its turn. Relief of the budget is
     * sticky as a wake-up is, so none is missed in between.
     */
    private void releaseThoseThatWait() {
        long now = nanoTime.getAsLong();
        boolean mayBegin = services.budget().hasRoom() && rate.hasRoom(now);
        boolean mayTake = services.budget().hasBatches();
        Iterator<StreamFetcher> waiting = waitingForRoom.iterator();
        while (mayTake && waiting.hasNext()) {
            StreamFetcher stream = waiting.next();
            if (mayBegin || stream.hasChunksAhead()) {
                mayBegin &= stream.hasChunksAhead();
                waiting.remove();
                stream.relieve(now);
                services.ready().add(stream);
            }
        }
    }

    private boolean awaitNews() throws IOException {
        try {
            long now = nanoTime.getAsLong();
            boolean waitsForRate = !waitingForRoom.isEmpty() && services.budget().hasRoom();
            long until = waitsForRate ? Math.min(nextDeadline, rate.roomAt(now)) : nextDeadline;
            return services.ready().await(until - now);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while waiting for media.");
        }
    }

    /** A release comes with a wake-up. */
    private void finishReleased(FragmentBatch.Builder batch) {
        for (String splitId : services.released().leaving()) {
            StreamFetcher stream = streams.remove(splitId);
            if (stream != null) {
                stream.close();
                waitingForRoom.remove(stream);
                batch.finish(splitId);
            }
        }
    }

    private void advance(StreamFetcher stream, FragmentBatch.Builder batch) throws IOException {
        if (streams.get(stream.splitId()) != stream) {
            return;
        }
        if (stream.advance(batch, nanoTime.getAsLong())) {
            services.ready().add(stream);
        }
        if (stream.isFinished()) {
            streams.remove(stream.splitId());
        } else {
            nextDeadline = Math.min(nextDeadline, stream.deadline());
            if (stream.isWaitingForRoom()) {
                waitingForRoom.add(stream);
            }
        }
    }

    private void advanceAllThatAreDue(FragmentBatch.Builder batch) throws IOException {
        nextDeadline = Long.MAX_VALUE;
        for (StreamFetcher stream : streams.values().toArray(new StreamFetcher[0])) {
            if (nanoTime.getAsLong() >= stream.deadline()) {
                advance(stream, batch);
            } else {
                nextDeadline = Math.min(nextDeadline, stream.deadline());
            }
        }
    }

    @Override
    public void handleSplitsChanges(SplitsChange<KvsMediaSplit> change) {
        if (!(change instanceof SplitsAddition)) {
            throw new UnsupportedOperationException(
                    "Splits are only ever added, found " + change.getClass().getName());
        }
        for (KvsMediaSplit split : change.splits()) {
            StreamFetcher stream = new StreamFetcher(split, services, rate, nanoTime.getAsLong());
            streams.put(split.splitId(), stream);
            services.ready().add(stream);
        }
    }

    /** Splits that have ended meanwhile are passed over. */
    @Override
    public void pauseOrResumeSplits(
            Collection<KvsMediaSplit> toPause, Collection<KvsMediaSplit> toResume) {
        for (KvsMediaSplit split : toPause) {
            StreamFetcher stream = streams.get(split.splitId());
            if (stream != null) {
                stream.pause(nanoTime.getAsLong());
            }
        }
        for (KvsMediaSplit split : toResume) {
            StreamFetcher stream = streams.get(split.splitId());
            if (stream != null) {
                stream.resume(nanoTime.getAsLong());
                services.ready().add(stream);
            }
        }
    }

    @Override
    public void wakeUp() {
        services.ready().wakeUp();
    }

    @Override
    public void close() {
        streams.values().forEach(StreamFetcher::close);
        streams.clear();
        waitingForRoom.clear();
    }
}
