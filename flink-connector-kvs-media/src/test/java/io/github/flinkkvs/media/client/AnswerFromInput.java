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

import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/**
 * An HTTP client that gives one answer to the first request, on the caller's thread, and an empty
 * object to all that follow.
 */
final class AnswerFromInput implements SdkAsyncHttpClient {

    private static final byte[] EMPTY_OBJECT = {'{', '}'};

    private volatile SdkHttpResponse head;
    private volatile byte[] body;
    private volatile int pieceBytes;

    /** Tells what the next request is answered. */
    void answerWith(SdkHttpResponse nextHead, byte[] nextBody, int nextPieceBytes) {
        head = nextHead;
        body = nextBody;
        pieceBytes = nextPieceBytes;
    }

    @Override
    public CompletableFuture<Void> execute(AsyncExecuteRequest request) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        SdkHttpResponse answer = head;
        Body content = new Body(body, pieceBytes, done);
        answerWith(SdkHttpFullResponse.builder().statusCode(200).build(), EMPTY_OBJECT, 2);
        request.responseHandler().onHeaders(answer);
        request.responseHandler().onStream(content);
        return done;
    }

    @Override
    public void close() {}

    /** A body that is given as it is asked for. */
    private static final class Body implements Publisher<ByteBuffer>, Subscription {

        private final byte[] bytes;
        private final int pieceBytes;
        private final CompletableFuture<Void> done;
        private Subscriber<? super ByteBuffer> subscriber;
        private int next;
        private long demand;
        private boolean giving;

        Body(byte[] bytes, int pieceBytes, CompletableFuture<Void> done) {
            this.bytes = bytes;
            this.pieceBytes = pieceBytes;
            this.done = done;
        }

        @Override
        public void subscribe(Subscriber<? super ByteBuffer> newSubscriber) {
            subscriber = newSubscriber;
            newSubscriber.onSubscribe(this);
        }

        @Override
        public void request(long count) {
            demand = count > Long.MAX_VALUE - demand ? Long.MAX_VALUE : demand + count;
            if (giving) {
                return;
            }
            giving = true;
            while (demand > 0 && next < bytes.length) {
                int from = next;
                next = Math.min(bytes.length, from + pieceBytes);
                demand--;
                subscriber.onNext(ByteBuffer.wrap(bytes, from, next - from).slice());
            }
            giving = false;
            if (next == bytes.length && done.complete(null)) {
                subscriber.onComplete();
            }
        }

        @Override
        public void cancel() {
            next = bytes.length;
            done.complete(null);
        }
    }
}
