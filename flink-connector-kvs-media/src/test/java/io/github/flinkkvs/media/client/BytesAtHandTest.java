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

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** What a connection offers to its session ahead of the SDK, which here just delivers. */
class BytesAtHandTest {

    private final List<String> heard = new ArrayList<>();
    private final Queue<Runnable> behindReads = new ArrayDeque<>();
    private int takesAtHand = Integer.MAX_VALUE;
    private SdkMediaSession session = newSession();
    private final EmbeddedChannel connection =
            new EmbeddedChannel(new BytesAtHand(), new Delivery());

    @Test
    void whatFollowsTheFirstDeliveryIsOfferedAndNeverReachesTheSdk() {
        respond(response());
        respond(content("one"));
        readsAreDone();

        ByteBuf two = respond(content("two"));

        assertThat(heard).containsExactly("brought one", "at hand two");
        assertThat(two.refCnt()).isZero();
    }

    @Test
    void nothingIsOfferedWhileTheSdkHasBytesThatWereNotHandedOver() {
        respond(response());
        respond(content("one"));

        respond(content("two"));
        readsAreDone();
        respond(content("three"));

        assertThat(heard).containsExactly("brought one", "brought two", "at hand three");
    }

    @Test
    void whatIsNotUsedGoesToTheSdkAndIsFollowedByNothingBeforeItIsHandedOver() {
        respond(response());
        respond(content("one"));
        readsAreDone();
        takesAtHand = 2;

        ByteBuf four = respond(content("four"));
        takesAtHand = Integer.MAX_VALUE;
        respond(content("five"));
        readsAreDone();
        respond(content("six"));

        assertThat(heard)
                .containsExactly(
                        "brought one", "at hand fo", "brought ur", "brought five", "at hand six");
        assertThat(four.refCnt()).isZero();
    }

    @Test
    void aBodyWhoseLengthIsToldIsLeftToTheSdk() {
        HttpResponse counted = response();
        counted.headers().set(HttpHeaderNames.CONTENT_LENGTH, 6);
        respond(counted);
        respond(content("one"));
        readsAreDone();

        respond(content("two"));
        readsAreDone();

        assertThat(heard).containsExactly("brought one", "brought two");
    }

    @Test
    void theEndOfABodyAlwaysReachesTheSdk() {
        respond(response());
        respond(content("one"));
        readsAreDone();

        respond(new DefaultLastHttpContent(bytes("two")));

        assertThat(heard).containsExactly("brought one", "at hand two", "end");
    }

    @Test
    void theNextResponseOnAConnectionIsNotTheSessionsBefore() {
        respond(response());
        respond(content("one"));
        readsAreDone();
        respond(new DefaultLastHttpContent());
        session = newSession();

        respond(response());
        respond(content("two"));
        readsAreDone();
        respond(content("three"));

        assertThat(heard).containsExactly("brought one", "end", "brought two", "at hand three");
    }

    @Test
    void aSessionThatIsOverIsOfferedNothing() {
        respond(response());
        respond(content("one"));
        readsAreDone();
        session.abort();

        respond(content("two"));

        assertThat(heard).containsExactly("brought one");
    }

    private SdkMediaSession newSession() {
        return new SdkMediaSession(
                ServiceCall.getMedia("GetMedia of cam"), new Hearing(), () -> {}, new Threads());
    }

    private void respond(HttpResponse response) {
        connection.writeInbound(response);
    }

    private ByteBuf respond(HttpContent content) {
        connection.writeInbound(content);
        return content.content();
    }

    private void readsAreDone() {
        while (!behindReads.isEmpty()) {
            behindReads.remove().run();
        }
    }

    private static HttpResponse response() {
        return new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
    }

    private static HttpContent content(String text) {
        return new DefaultHttpContent(bytes(text));
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, UTF_8);
    }

    private static String text(ByteBuffer bytes) {
        return UTF_8.decode(bytes).toString();
    }

    /** Delivers as the SDK does: a copy, within the call. */
    private final class Delivery extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof HttpContent content) {
                if (content.content().isReadable()) {
                    session.onNext(
                            ByteBuffer.wrap(content.content().toString(UTF_8).getBytes(UTF_8)));
                }
                if (content instanceof DefaultLastHttpContent) {
                    heard.add("end");
                }
                content.release();
            }
        }
    }

    private final class Threads implements IoThreads {

        @Override
        public void behindReads(Runnable task) {
            behindReads.add(task);
        }

        @Override
        public void offerNextTo(SdkMediaSession next) {
            BytesAtHand.offerNextTo(next);
        }
    }

    private final class Hearing implements MediaSessionListener {

        @Override
        public void onOpened(Optional<Instant> serviceTime, String requestId) {}

        @Override
        public void onBytesAtHand(ByteBuffer bytes) {
            int taken = Math.min(takesAtHand, bytes.remaining());
            heard.add("at hand " + text(bytes.slice(bytes.position(), taken)));
            bytes.position(bytes.position() + taken);
        }

        @Override
        public void onBytes(List<ByteBuffer> buffers) {
            buffers.forEach(bytes -> heard.add("brought " + text(bytes)));
        }

        @Override
        public void onEnded(SessionEnd end) {}
    }
}
