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

import io.github.flinkkvs.media.client.FailureAction;
import io.github.flinkkvs.media.client.KvsServiceException;
import io.github.flinkkvs.media.client.SessionEnd;
import io.github.flinkkvs.media.client.SessionStart;
import io.github.flinkkvs.media.mkv.ChunkEvent;
import io.github.flinkkvs.media.mkv.DiscardedChunk;
import io.github.flinkkvs.media.mkv.ErrorChunk;
import io.github.flinkkvs.media.mkv.MediaChunk;
import io.github.flinkkvs.media.mkv.MkvException;
import io.github.flinkkvs.media.source.metrics.ReconnectReason;
import io.github.flinkkvs.media.source.metrics.SplitMetrics;
import io.github.flinkkvs.media.source.split.KvsMediaSplit;

import javax.annotation.Nullable;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/**
 * Reads one stream across its sessions. Fetcher thread only.
 *
 * <p>The life of it:
 *
 * <ol>
 *   <li>a session is opened at the position, by continuation token where there is one;
 *   <li>its chunks become fragments, and each moves the fetch position; duplicates are dropped;
 *   <li>the session ends, by its age, an error, silence, bytes that are no chunk, or (once each) a
 *       chunk without its trailer: what it left of an incomplete chunk is discarded, and the next
 *       session is opened at the position;
 *   <li>a fragment behind the stop position, or proven silence, finishes the split.
 * </ol>
 */
final class StreamFetcher {

    private final KvsMediaSplit split;
    private final ReaderServices services;
    private final ReadRate rate;
    private final SplitMetrics metrics;
    private final StreamTrouble trouble;
    private final SilentEnd silentEnd;
    private final SeenSilence silence;
    private final IdleWatch idleWatch;
    private final HeldBack heldBack;
    private final FetchPosition position;
    private final FetchStop stop;
    private final ChunkIntake intake;
    private final MissingTrailers trailers;
    private final UnreadableFragments unreadable;
    private final SessionOpener opener;
    private final PositionLoss loss;
    private final SessionDeadline deadline;
    private final ReadAheadRule readAhead;

    private boolean finished;
    @Nullable private SessionReader session;

    StreamFetcher(KvsMediaSplit split, ReaderServices services, ReadRate rate, long now) {
        this.split = split;
        this.services = services;
        this.rate = rate;
        this.metrics = services.metrics().of(split);
        this.trouble =
                new StreamTrouble(
                        split, services.sessionConfig(), services.policies(), services.random());
        this.position =
                new FetchPosition(split.splitId(), split.position(), services.fixedStarts());
        this.stop = new FetchStop(split.splitId(), split.stop(), services.fixedStarts());
        this.silentEnd = new SilentEnd(stop);
        this.silence = new SeenSilence(position);
        this.intake = new ChunkIntake(split, position, stop, metrics);
        this.trailers = new MissingTrailers(split.stream(), position, metrics);
        this.idleWatch = new IdleWatch(split, services.idleTimeout(), now);
        this.heldBack = new HeldBack(services.sessionConfig().pauseTimeout());
        this.unreadable = new UnreadableFragments(split, position, services.policies());
        Runnable onNews = () -> services.ready().add(this);
        ResumeCheck check =
                new ResumeCheck(split.stream(), services.client(), services.clock(), onNews);
        this.opener = new SessionOpener(split, services, metrics, rate, check, onNews, now);
        this.loss = new PositionLoss(split.stream(), position, check, trouble, metrics);
        this.deadline = new SessionDeadline(services.sessionConfig(), heldBack, silentEnd);
        this.readAhead = new ReadAheadRule(stop, rate, idleWatch, trailers);
    }

    String splitId() {
        return split.splitId();
    }

    boolean isFinished() {
        return finished;
    }

    /** Returns when {@link #advance} is to be called even if nothing arrives. */
    long deadline() {
        if (finished) {
            return Long.MAX_VALUE;
        }
        long idle = heldBack.silences(session) ? Long.MAX_VALUE : idleWatch.deadline();
        long opening = heldBack.isHeld() ? Long.MAX_VALUE : opener.dueAt();
        return Math.min(idle, session == null ? opening : deadline.of(session));
    }

    /** Returns whether the stream goes on as soon as there is room for another fragment. */
    boolean isWaitingForRoom() {
        return heldBack.isWaitingForRoom();
    }

    /** Returns whether complete chunks wait to be taken, which needs no more room. */
    boolean hasChunksAhead() {
        return session != null && session.hasChunksAhead();
    }

    /**
     * Does all that can be done now.
     *
     * @return whether more can be done at once, since the batch was full
     * @throws IOException if the stream cannot be read any more
     */
    boolean advance(FragmentBatch.Builder batch, long now) throws IOException {
        if (finished) {
            return false;
        }
        if (session == null && intake.isAtEnd()) {
            finish(batch);
            return false;
        }
        boolean more = false;
        if (session == null) {
            openWhenDue(now);
        } else {
            more = readOn(batch, now);
        }
        if (!finished && !more && !heldBack.silences(session)) {
            idleWatch.turnIdleIfDue(session, position, batch, now);
        }
        return more;
    }

    private boolean readOn(FragmentBatch.Builder batch, long now) throws IOException {
        try {
            boolean more = read(batch, now);
            if (session != null && !more) {
                endSessionIfOver(batch, now);
            }
            return more;
        } catch (MkvException e) {
            unreadable(e, batch, now);
            return false;
        }
    }

    private void openWhenDue(long now) {
        heldBack.room(mayBegin(now), now);
        session = heldBack.isHeld() ? null : opener.openIfDue(position, now);
    }

    private boolean mayBegin(long now) {
        return services.budget().hasRoom() && rate.hasRoom(now);
    }

    private boolean read(FragmentBatch.Builder batch, long now) throws IOException {
        noticeOpening(now);
        while (!heldBack.isPaused() && session != null) {
            if (batch.isFull()) {
                return true;
            }
            ChunkEvent event = session.next(mayBegin(now));
            heldBack.room(!session.isRefusedToBegin(), now);
            if (isLeftToReadAgain(event, now) || isLeftAtOpenChunk(batch, now)) {
                return false;
            }
            if (event == null) {
                idleWatch.listen(session, position, batch, now);
                session.readAhead(readAhead.of(session));
                return false;
            }
            handle(event, batch, now);
        }
        return false;
    }

    private void noticeOpening(long now) {
        if (session.noticeOpening(services.clock(), now)) {
            idleWatch.sessionOpened(now);
            trouble.opened();
            metrics.sessionOpened();
            position.sessionOpened(session.serviceTime());
            stop.sessionOpened(session.serviceTime());
        }
    }

    private void handle(ChunkEvent event, FragmentBatch.Builder batch, long now)
            throws IOException {
        if (event instanceof MediaChunk chunk) {
            take(chunk, batch, now);
        } else if (event instanceof DiscardedChunk chunk) {
            trailers.discarded(chunk);
        } else if (event instanceof ErrorChunk error) {
            failed(session.inBand(split.stream(), error), batch, now);
        }
    }

    private void take(MediaChunk chunk, FragmentBatch.Builder batch, long now) throws IOException {
        if (intake.isUnread(chunk)
                && leavesForGap(chunk.fragmentNumber(), chunk.serverTimestamp(), now)) {
            return;
        }
        switch (intake.take(chunk, batch)) {
            case NEW_FRAGMENT -> {
                cameForward();
                idleWatch.fragmentArrived(chunk.millisBehindNow().orElse(0), batch, now);
                session.deliveredNewFragment();
            }
            case LAST_FRAGMENT, BEHIND_STOP -> finish(batch);
            case START_IS_GONE -> failed(intake.startIsGone(session, chunk), batch, now);
            default -> {} // a duplicate, or before the start
        }
    }

    /** Leaves the session where a chunk without its trailer is to be read a second time. */
    private boolean isLeftToReadAgain(@Nullable ChunkEvent event, long now) {
        if (!trailers.isToBeLeft(session, event)) {
            return false;
        }
        silence.sessionOver(session, false);
        closeSession(ReconnectReason.INCOMPLETE, now);
        opener.notBefore(trouble.afterCleanEnd(now));
        return true;
    }

    /** Ends before an open chunk behind the stop, unless media before it may have expired. */
    private boolean isLeftAtOpenChunk(FragmentBatch.Builder batch, long now) throws IOException {
        if (!intake.isOpenChunkBehindStop(session)) {
            return false;
        }
        String number = session.openFragmentNumber().orElseThrow();
        if (!leavesForGap(number, session.openServerTimestamp().orElseThrow(), now)) {
            finish(batch);
        }
        return true;
    }

    /** Returns whether reading goes on elsewhere, as media before a fragment may be gone. */
    private boolean leavesForGap(String next, Instant serverTimestamp, long now)
            throws IOException {
        Optional<KvsServiceException> gap = loss.before(next, serverTimestamp, session);
        if (gap.isPresent()) {
            closeSession(ReconnectReason.FAILED, now);
            opener.notBefore(loss.afterGap(gap.get(), now));
        }
        return gap.isPresent();
    }

    private void cameForward() {
        trouble.fragmentArrived();
        silentEnd.fragmentArrived();
        unreadable.fragmentArrived();
    }

    private void endSessionIfOver(FragmentBatch.Builder batch, long now) throws IOException {
        Optional<SessionEnd> end = session.end();
        if (end.isPresent() && end.get() instanceof SessionEnd.Failed failure) {
            broken(failure.error(), batch, now);
        } else if (end.isPresent()) {
            endedCleanly(ReconnectReason.ENDED, batch, now);
        } else if (now >= deadline.of(session)) {
            timedOut(batch, now);
        }
    }

    private void timedOut(FragmentBatch.Builder batch, long now) throws IOException {
        if (!session.isOpened()) {
            failed(session.timedOut(split.stream(), services.sessionConfig()), batch, now);
        } else if (heldBack.isHeld()) {
            closeSession(ReconnectReason.HELD_BACK, now);
            idleWatch.readAgain(now);
            opener.notBefore(now);
        } else {
            endedCleanly(ReconnectReason.SILENT, batch, now);
        }
    }

    private void endedCleanly(ReconnectReason reason, FragmentBatch.Builder batch, long now) {
        silence.sessionOver(session, reason == ReconnectReason.SILENT);
        if (silentEnd.isProvenBy(session)) {
            SilentEnd.reportIncomplete(split.stream(), session);
            finish(batch);
            return;
        }
        closeSession(reason, now);
        opener.notBefore(trouble.afterCleanEnd(now));
    }

    private void unreadable(MkvException error, FragmentBatch.Builder batch, long now)
            throws IOException {
        metrics.unreadable();
        if (isLeftToReadAgain(null, now) || isLeftAtOpenChunk(batch, now)) {
            return;
        }
        boolean steppedOver = unreadable.stepOver(error, session, batch);
        closeSession(ReconnectReason.UNREADABLE, now);
        if (steppedOver) {
            cameForward();
            opener.notBefore(trouble.afterCleanEnd(now));
        } else {
            opener.notBefore(trouble.after(error, position.get(), now));
            metrics.retries().inc();
        }
    }

    /** A connection that breaks once the request was accepted is no more than the session's end. */
    private void broken(KvsServiceException error, FragmentBatch.Builder batch, long now)
            throws IOException {
        if (error.action() == FailureAction.RETRY_NOW) {
            closeSession(ReconnectReason.BROKEN, now);
            opener.notBefore(trouble.afterBrokenSession(error, now));
        } else {
            failed(error, batch, now);
        }
    }

    private void failed(KvsServiceException error, FragmentBatch.Builder batch, long now)
            throws IOException {
        SessionStart asked = session.start();
        closeSession(ReconnectReason.FAILED, now);
        idleWatch.failed(error);
        if (trouble.isEndedBy(error)) {
            finished = true;
            batch.finish(split.splitId());
            return;
        }
        opener.notBefore(loss.after(error, asked, now));
    }

    private void closeSession(ReconnectReason reason, long now) {
        silentEnd.sessionOver(session);
        idleWatch.sessionClosed(now);
        trailers.sessionOver(session);
        metrics.reconnects(reason);
        session.abort();
        session = null;
    }

    private void finish(FragmentBatch.Builder batch) {
        stop.reportReached(split.stream(), position.get());
        close();
        batch.finish(split.splitId());
    }

    /** Stops reading; the session's socket fills up and holds the service back. */
    void pause(long now) {
        heldBack.pause(now);
        if (session != null) {
            session.pause();
        }
    }

    /** Reads on. */
    void resume(long now) {
        if (heldBack.resume()) {
            trouble.paused();
            idleWatch.readAgain(now);
        }
        relieve(now);
    }

    /** There is room for another fragment: silence starts anew, as it was not free to speak. */
    void relieve(long now) {
        if (session != null) {
            session.resumed(now);
        }
    }

    /** Ends it all. */
    void close() {
        if (session != null) {
            metrics.sessionOver();
            session.abort();
            session = null;
        }
        finished = true;
    }
}
