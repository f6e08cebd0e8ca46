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

/**
 * A body without the blanks that it begins with, which mean nothing in JSON or XML. The SDK takes
 * an empty error for one without a message, but fails at one of blanks alone, and would hide the
 * status.
 */
final class UnblankedBody implements Publisher<ByteBuffer> {

    private final Publisher<ByteBuffer> whole;

    UnblankedBody(Publisher<ByteBuffer> whole) {
        this.whole = whole;
    }

    @Override
    public void subscribe(Subscriber<? super ByteBuffer> reader) {
        whole.subscribe(new Skipper(reader));
    }

    /** Called by one thread at a time, as the specification of reactive streams has it. */
    private static final class Skipper implements Subscriber<ByteBuffer> {

        private final Subscriber<? super ByteBuffer> reader;
        private boolean begun;
        private Subscription subscription;

        Skipper(Subscriber<? super ByteBuffer> reader) {
            this.reader = reader;
        }

        @Override
        public void onSubscribe(Subscription opened) {
            subscription = opened;
            reader.onSubscribe(opened);
        }

        @Override
        public void onNext(ByteBuffer bytes) {
            while (!begun && bytes.hasRemaining()) {
                begun = !isBlank(bytes.get(bytes.position()));
                bytes.position(bytes.position() + (begun ? 0 : 1));
            }
            if (bytes.hasRemaining()) {
                reader.onNext(bytes);
            } else {
                subscription.request(1); // The one that was asked for is still to come.
            }
        }

        private static boolean isBlank(byte character) {
            return character == ' ' || character == '\t' || character == '\r' || character == '\n';
        }

        @Override
        public void onError(Throwable error) {
            reader.onError(error);
        }

        @Override
        public void onComplete() {
            reader.onComplete();
        }
    }
}
