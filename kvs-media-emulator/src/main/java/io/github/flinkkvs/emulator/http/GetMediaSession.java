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
import io.github.flinkkvs.emulator.session.Ending;
import io.github.flinkkvs.emulator.session.Fault;
import io.github.flinkkvs.emulator.session.LiveSession;
import io.github.flinkkvs.emulator.session.SessionFaults;
import io.github.flinkkvs.emulator.session.SessionRecord;
import io.github.flinkkvs.emulator.session.SessionRecord.Outcome;
import io.github.flinkkvs.emulator.session.SessionSettings;
import io.github.flinkkvs.emulator.store.FragmentCursor;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.LastHttpContent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One GetMedia response, from its head to its end.
 *
 * <p>A client that does not read holds up its own session and half a megabyte at most. Everything
 * runs on the channel's event loop but {@link #wake()}, {@link #suffer} and {@link #record()}.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a channel that fails becomes inactive: handled
final class GetMediaSession extends ChannelInboundHandlerAdapter
        implements LiveSession, MediaResponse {
    private static final Logger LOG = LoggerFactory.getLogger(GetMediaSession.class);

    /** Lets what was sent reach the client, since a reset throws away what is still on its way. */
    private static final long RESET_DELAY_MILLIS = 50;

    /** How long a client that does not read may hold the end of its body up. */
    private static final int LINGER_SECONDS = 60;

    private final GetMediaCall call;
    private final SessionSettings settings;
    private final SessionFaults faults;
    private final Clock clock;
    private final FragmentCursor cursor;
    private final BodySource source;
    private final AtomicBoolean wakePending = new AtomicBoolean();
    private final Alarm alarm = new Alarm(this::pump);

    private Future<?> lifetime;
    private boolean ending;
    private volatile ChannelHandlerContext context;
    private volatile BodyWriter body;
    private Outcome outcome = Outcome.OPEN;

    /**
     * A session that starts as soon as it is put into its channel's pipeline.
     *
     * @throws ServiceException if the call's position is refused
     */
    GetMediaSession(
            GetMediaCall call, SessionFaults faults, SessionSettings settings, Clock clock) {
        this.call = call;
        this.settings = settings;
        this.faults = faults;
        this.clock = clock;
        this.cursor = call.cursor(settings.questions(), this::wake);
        this.source = new BodySource(cursor, faults, clock);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        ChannelFuture head = ctx.write(Responses.mediaHead(call.requestId(), clock.instant()));
        ctx.channel().config().setWriteBufferWaterMark(BodyWriter.WATER_MARK);
        body = new BodyWriter(source, faults, call.pace(), head);
        context = ctx;
        // Ahead of the answer, so that who has it finds the session there, and faults do.
        settings.registry().opened(this);
        ctx.flush();
        faults.onChange(this::wake);
        lifetime =
                ctx.executor()
                        .schedule(
                                () -> finish(Outcome.LIFETIME_OVER),
                                settings.lifetime().toMillis(),
                                TimeUnit.MILLISECONDS);
        if (cursor.lost()) {
            body.write(ctx, ByteBuffer.wrap(notFound()));
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
    public void suffer(Fault fault) {
        context.executor()
                .execute(
                        () -> {
                            faults.add(fault);
                            pump();
                        });
    }

    @Override
    public SessionRecord record() {
        return record(body.sent(), Outcome.OPEN);
    }

    private SessionRecord record(long sent, Outcome how) {
        return new SessionRecord(
                call.stream().name(),
                call.requestId(),
                call.selector().type().name(),
                call.selector().value(),
                call.openedAt(),
                sent,
                how);
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
        if (outcome != Outcome.OPEN || ending) {
            return;
        }
        try {
            body.pump(context);
        } catch (RuntimeException e) {
            // There is a status no more, and what follows would not be the chunk that was begun.
            LOG.warn("request={} breaks off", call.requestId(), e);
            finish(Outcome.ABRUPT);
            return;
        }
        if (source.ended()) {
            ending = true;
            endBy(faults.ending().orElseThrow());
        } else {
            alarm.setTo(body.nanosUntilNext(), context.executor());
        }
    }

    private void endBy(Ending how) {
        Outcome planned =
                how.error().isPresent() ? Outcome.IN_BAND_ERROR : Outcome.valueOf(how.how().name());
        if (how.exact()) {
            body.lastWrite().addListener(written -> finishSoon(planned));
        } else {
            finish(planned);
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
        outcome = how;
        lifetime.cancel(false);
        alarm.cancel();
        call.connection().close();
        faults.close();
        cursor.close();
        source.close();
        // Ahead of the client's notice, so that who saw the end finds it in the log.
        settings.registry().ended(this, record(broken ? body.sent() : body.queued(), how));
        if (broken) {
            if (how == Outcome.RESET) {
                context.channel().config().setOption(ChannelOption.SO_LINGER, 0);
            }
            context.close();
        } else {
            Channel channel = context.channel();
            Future<?> patience =
                    context.executor()
                            .schedule(() -> channel.close(), LINGER_SECONDS, TimeUnit.SECONDS);
            context.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT)
                    .addListener(written -> patience.cancel(false));
            context.pipeline().remove(this);
        }
    }

    private byte[] notFound() {
        return ServiceTags.errorChunk("FRAGMENT_NOT_FOUND", 4000, call.selector().value());
    }
}
