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

package io.github.flinkkvs.emulator.http;

import io.github.flinkkvs.emulator.mkv.ServiceTags;
import io.github.flinkkvs.emulator.session.LiveSession;
import io.github.flinkkvs.emulator.session.SessionEnd;
import io.github.flinkkvs.emulator.session.SessionPlan;
import io.github.flinkkvs.emulator.session.SessionRecord;
import io.github.flinkkvs.emulator.session.SessionRecord.Outcome;
import io.github.flinkkvs.emulator.session.SessionRegistry;
import io.github.flinkkvs.emulator.store.FragmentCursor;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.LastHttpContent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One GetMedia response, from its head to its end.
 *
 * <p>A client that does not read holds up its own session and a few dozen kilobytes. Everything
 * runs on the channel's event loop but {@link #wake()}, {@link #end} and {@link #record()}.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a channel that fails becomes inactive: handled
final class GetMediaSession extends ChannelInboundHandlerAdapter
        implements LiveSession, MediaResponse {
    private static final Logger LOG = LoggerFactory.getLogger(GetMediaSession.class);

    /** Lets what was sent reach the client, since a reset throws away what is still on its way. */
    private static final long RESET_DELAY_MILLIS = 50;

    private final GetMediaCall call;
    private final SessionRegistry registry;
    private final Clock clock;
    private final SessionPlan plan;
    private final FragmentCursor cursor;
    private final BodySource source;
    private final AtomicBoolean wakePending = new AtomicBoolean();

    private Future<?> lifetime;
    private boolean limitReached;
    private volatile ChannelHandlerContext context;
    private volatile BodyWriter body;
    private volatile Outcome outcome = Outcome.OPEN;
    private volatile long sentAtEnd;

    GetMediaSession(GetMediaCall call, SessionPlan plan, SessionRegistry registry, Clock clock) {
        this.call = call;
        this.plan = plan;
        this.registry = registry;
        this.clock = clock;
        this.cursor = new FragmentCursor(call.stream().log(), call.selector(), this::wake);
        this.source = new BodySource(cursor, clock);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        ChannelFuture head =
                ctx.writeAndFlush(Responses.mediaHead(call.requestId(), clock.instant()));
        body = new BodyWriter(source, plan, head);
        context = ctx;
        registry.opened(this);
        lifetime =
                ctx.executor()
                        .schedule(
                                () -> finish(Outcome.LIFETIME_OVER),
                                plan.lifetime().toMillis(),
                                TimeUnit.MILLISECONDS);
        if (cursor.lost()) {
            body.write(ctx, Unpooled.wrappedBuffer(notFound()));
            finish(Outcome.POSITION_LOST);
        } else {
            pump();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        // In a later turn: this one may be in the middle of encoding what pump() has just written.
        if (ctx.channel().isWritable()) {
            wake();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        finish(Outcome.CLIENT_CLOSED);
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }

    @Override
    public void end(SessionEnd how) {
        context.executor().execute(() -> finish(Outcome.valueOf(how.name())));
    }

    @Override
    public SessionRecord record() {
        return new SessionRecord(
                call.stream().name(),
                call.requestId(),
                call.selector().type().name(),
                call.selector().value(),
                call.openedAt(),
                outcome == Outcome.OPEN ? body.sent() : sentAtEnd,
                outcome);
    }

    /** Called on any thread when the stream has more; many calls make one turn of the loop. */
    private void wake() {
        ChannelHandlerContext ctx = context;
        if (ctx != null && wakePending.compareAndSet(false, true)) {
            ctx.executor()
                    .execute(
                            () -> {
                                wakePending.set(false);
                                pump();
                            });
        }
    }

    private void pump() {
        try {
            pumpAll();
        } catch (UncheckedIOException e) {
            // There is a status no more, and what follows would not be the chunk that was begun.
            LOG.warn("request={} breaks off: {}", call.requestId(), e.getMessage());
            finish(Outcome.ABRUPT);
        }
    }

    private void pumpAll() {
        if (outcome == Outcome.OPEN && !limitReached && !body.pump(context)) {
            limitReached = true;
            if (body.atCut()) {
                Outcome cut = Outcome.valueOf(plan.cut().name());
                body.lastWrite().addListener(written -> finishSoon(cut));
            }
        }
    }

    private void finishSoon(Outcome how) {
        long delay = how == Outcome.RESET ? RESET_DELAY_MILLIS : 0;
        context.executor().schedule(() -> finish(how), delay, TimeUnit.MILLISECONDS);
    }

    private void finish(Outcome how) {
        if (outcome != Outcome.OPEN) {
            return;
        }
        boolean broken =
                how == Outcome.ABRUPT || how == Outcome.RESET || how == Outcome.CLIENT_CLOSED;
        sentAtEnd = broken ? body.sent() : body.queued();
        outcome = how;
        lifetime.cancel(false);
        call.connection().close();
        cursor.close();
        source.close();
        // Ahead of the client's notice, so that who saw the end finds it in the log.
        registry.ended(this);
        if (broken) {
            if (how == Outcome.RESET) {
                context.channel().config().setOption(ChannelOption.SO_LINGER, 0);
            }
            context.close();
        } else {
            context.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
            context.pipeline().remove(this);
        }
    }

    private byte[] notFound() {
        return ServiceTags.errorChunk("FRAGMENT_NOT_FOUND", 4000, call.selector().value());
    }
}
