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

import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.core.async.SdkPublisher;
import software.amazon.awssdk.services.kinesisvideomedia.model.GetMediaResponse;

import javax.annotation.Nullable;
import javax.annotation.concurrent.GuardedBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * One GetMedia response of the SDK: its transformer, its subscriber, and the handle that the reader
 * holds.
 *
 * <p>The SDK may subscribe after the call's future is done, call back after a cancel, or report one
 * end twice; the locks make one order of it.
 *
 * <p>The SDK may deliver several buffers in a row that were there at once. They are handed on
 * together: what wakes up a reader costs as much as what it does with 8 KB. Where the HTTP client
 * can offer bytes ahead of the SDK, the listener has them first.
 */
final class SdkMediaSession
        implements MediaSession,
                AsyncResponseTransformer<GetMediaResponse, Void>,
                Subscriber<ByteBuffer> {

    private final ServiceCall call;
    private final MediaSessionListener listener;
    private final Runnable onConnectionTrouble;
    private final IoThreads ioThreads;
    private final CompletableFuture<Void> result = new CompletableFuture<>();

    /** Held while the listener is told, so that nothing follows the end; taken before the other. */
    private final Object delivery = new Object();

    @GuardedBy("this")
    private List<ByteBuffer> arrived = new ArrayList<>();

    /** How many bytes of the body the listener was given by {@link #handOver}. */
    @GuardedBy("delivery")
    private long handedOver;

    @GuardedBy("this")
    private long demand;

    @GuardedBy("this")
    private boolean over;

    @GuardedBy("this")
    private boolean answered;

    @GuardedBy("this")
    @Nullable
    private Subscription subscription;

    @GuardedBy("this")
    @Nullable
    private CompletableFuture<?> sdkCall;

    /**
     * @param call what is asked, for messages
     * @param onConnectionTrouble called before the end is reported if the endpoint may be to blame
     * @param ioThreads those that bring the bytes
     */
    SdkMediaSession(
            ServiceCall call,
            MediaSessionListener listener,
            Runnable onConnectionTrouble,
            IoThreads ioThreads) {
        this.call = call;
        this.listener = listener;
        this.onConnectionTrouble = onConnectionTrouble;
        this.ioThreads = ioThreads;
    }

    /** Ties the session to the SDK's call, which an abort cancels. */
    void startedAs(CompletableFuture<?> sdkCall) {
        boolean aborted;
        synchronized (this) {
            this.sdkCall = sdkCall;
            aborted = over;
        }
        if (aborted) {
            sdkCall.cancel(true);
        }
        sdkCall.whenComplete(
                (ignored, error) -> {
                    if (error != null) {
                        fail(error);
                    }
                });
    }

    /** Returns whether the session has ended or was aborted. */
    synchronized boolean isOver() {
        return over;
    }

    @Override
    public void request(int buffers) {
        Subscription target;
        synchronized (this) {
            target = subscription;
            if (target == null) {
                demand += buffers;
            }
        }
        if (target != null) {
            target.request(buffers);
        }
    }

    @Override
    public void abort() {
        Subscription cancelled;
        CompletableFuture<?> abandoned;
        boolean neverAnswered;
        synchronized (this) {
            neverAnswered = !over && !answered;
            over = true;
            cancelled = subscription;
            abandoned = sdkCall;
        }
        if (neverAnswered) {
            onConnectionTrouble.run();
        }
        if (cancelled != null) {
            cancelled.cancel();
        }
        if (abandoned != null) {
            abandoned.cancel(true);
        }
    }

    @Override
    public CompletableFuture<Void> prepare() {
        return result;
    }

    @Override
    public void onResponse(GetMediaResponse response) {
        synchronized (this) {
            answered = true;
        }
        listener.onOpened(
                ServiceDate.of(response.sdkHttpResponse()),
                response.responseMetadata().requestId());
    }

    @Override
    public void onStream(SdkPublisher<ByteBuffer> publisher) {
        publisher.subscribe(this);
    }

    @Override
    public void onSubscribe(Subscription opened) {
        long waiting;
        boolean aborted;
        synchronized (this) {
            aborted = over;
            subscription = opened;
            waiting = demand;
            demand = 0;
        }
        if (aborted) {
            opened.cancel();
        } else if (waiting > 0) {
            opened.request(waiting);
        }
    }

    @Override
    public void onNext(ByteBuffer bytes) {
        boolean first;
        synchronized (this) {
            first = arrived.isEmpty();
            arrived.add(bytes);
        }
        ioThreads.offerNextTo(this);
        if (first) {
            ioThreads.behindReads(this::handOver);
        }
    }

    /**
     * Offers bytes that the SDK has not seen, unless some that it has are still on their way here.
     * I/O thread.
     *
     * @param passedOn how many bytes of the body went to the SDK
     * @return how many were used
     */
    int offer(ByteBuffer bytes, long passedOn) {
        synchronized (delivery) {
            if (handedOver != passedOn || isOver()) {
                return 0;
            }
            int before = bytes.remaining();
            listener.onBytesAtHand(bytes);
            return before - bytes.remaining();
        }
    }

    private void handOver() {
        synchronized (delivery) {
            List<ByteBuffer> buffers;
            synchronized (this) {
                buffers = arrived;
                arrived = new ArrayList<>(buffers.size());
            }
            if (!buffers.isEmpty()) {
                for (ByteBuffer bytes : buffers) {
                    handedOver += bytes.remaining();
                }
                listener.onBytes(buffers);
            }
        }
    }

    private void handOverLast(SessionEnd end) {
        synchronized (delivery) {
            handOver();
            listener.onEnded(end);
        }
    }

    @Override
    public void onComplete() {
        result.complete(null);
        if (isFirstEnd()) {
            handOverLast(new SessionEnd.Finished());
        }
    }

    @Override
    public void onError(Throwable error) {
        fail(error);
    }

    @Override
    public void exceptionOccurred(Throwable error) {
        fail(error);
    }

    /**
     * Ends the session with an error, unless it is over already: what an abort leaves behind is no
     * failure, and says nothing about the endpoint.
     */
    void fail(Throwable error) {
        result.completeExceptionally(error);
        if (!isFirstEnd()) {
            return;
        }
        KvsServiceException failure = SdkErrors.of(call.in(phase()), error);
        boolean endpointMayBeToBlame =
                failure.action() == FailureAction.REFRESH_ENDPOINT || failure.errorName().isEmpty();
        if (endpointMayBeToBlame) {
            onConnectionTrouble.run();
        }
        handOverLast(new SessionEnd.Failed(failure));
    }

    private synchronized FailurePhase phase() {
        return answered ? FailurePhase.BODY : FailurePhase.GET_MEDIA;
    }

    private synchronized boolean isFirstEnd() {
        boolean first = !over;
        over = true;
        return first;
    }
}
