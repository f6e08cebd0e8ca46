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

import java.nio.ByteBuffer;

/** A body that ends after a number of bytes, be there more or not. */
final class CutBody implements Publisher<ByteBuffer> {

    private final Publisher<ByteBuffer> whole;
    private final long maxBytes;

    CutBody(Publisher<ByteBuffer> whole, long maxBytes) {
        this.whole = whole;
        this.maxBytes = maxBytes;
    }

    @Override
    public void subscribe(Subscriber<? super ByteBuffer> reader) {
        whole.subscribe(new Cutter(reader, maxBytes));
    }

    /** Called by one thread at a time, as the specification of reactive streams has it. */
    private static final class Cutter implements Subscriber<ByteBuffer> {

        private final Subscriber<? super ByteBuffer> reader;
        private long left;
        private boolean ended;
        private Subscription subscription;

        Cutter(Subscriber<? super ByteBuffer> reader, long maxBytes) {
            this.reader = reader;
            this.left = maxBytes;
        }

        @Override
        public void onSubscribe(Subscription opened) {
            subscription = opened;
            reader.onSubscribe(opened);
        }

        @Override
        public void onNext(ByteBuffer bytes) {
            if (ended) {
                return;
            }
            left -= bytes.remaining();
            if (left >= 0) {
                reader.onNext(bytes);
            } else {
                // The end first: what a cancelled call fails with would hide the answer.
                onComplete();
                subscription.cancel();
            }
        }

        @Override
        public void onError(Throwable error) {
            if (!ended) {
                ended = true;
                reader.onError(error);
            }
        }

        @Override
        public void onComplete() {
            if (!ended) {
                ended = true;
                reader.onComplete();
            }
        }
    }
}
