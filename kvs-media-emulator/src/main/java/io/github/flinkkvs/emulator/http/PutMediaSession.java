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

import io.github.flinkkvs.emulator.ingest.Ack;
import io.github.flinkkvs.emulator.ingest.AckError;
import io.github.flinkkvs.emulator.ingest.MatroskaUpload;
import io.github.flinkkvs.emulator.limits.BandwidthMeter;
import io.github.flinkkvs.emulator.limits.LimitedConnection;
import io.github.flinkkvs.emulator.limits.Operation;
import io.github.flinkkvs.emulator.session.ProducerRecord;
import io.github.flinkkvs.emulator.session.ProducerRecord.Outcome;
import io.github.flinkkvs.emulator.session.ProducerSession;
import io.github.flinkkvs.emulator.session.UploadTimes;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One PutMedia call: media in, acks out, both at once.
 *
 * <p>A producer that does not read its acks is read no further. Everything runs on the channel's
 * event loop but {@link #kill}, {@link #displaced} and {@link #record}.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a channel that fails becomes inactive: handled
final class PutMediaSession implements ProducerSession, LimitedConnection {
    private final UploadHead head;
    private final String requestId;
    private final Service service;
    private final ChannelHandlerContext ctx;
    private final Runnable answered;
    private final Instant openedAt;
    private final MatroskaUpload upload;
    private final Admission admission;
    private final BandwidthMeter meter;
    private Runnable noLongerCounts;
    private boolean resumePending;
    private Future<?> lifetime;
    private SilenceWatch watch;
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong fragments = new AtomicLong();
    private Outcome outcome = Outcome.OPEN;
    private volatile String error = "";

    /**
     * A session that has not answered yet.
     *
     * @param answered called once the answer is whole, unless the connection is gone by then
     */
    PutMediaSession(
            UploadHead head,
            String requestId,
            Service service,
            Admission admission,
            ChannelHandlerContext ctx,
            Runnable answered) {
        this.head = head;
        this.requestId = requestId;
        this.service = service;
        this.ctx = ctx;
        this.answered = answered;
        this.admission = admission;
        this.meter = admission.pace(Operation.PUT_MEDIA);
        this.openedAt = service.clock().instant();
        this.upload = new MatroskaUpload(head.times(), head.stream(), service.clock(), this::write);
    }

    /** Answers, and waits for media from now on. */
    void begin(boolean expectsContinue) {
        // Ahead of the answer, so that who has it finds the upload in the log.
        service.producers().opened(this);
        if (expectsContinue) {
            ctx.write(
                    new DefaultFullHttpResponse(
                            HttpVersion.HTTP_1_1,
                            HttpResponseStatus.CONTINUE,
                            Unpooled.EMPTY_BUFFER));
        }
        ctx.writeAndFlush(Responses.acksHead(requestId, openedAt));
        noLongerCounts = admission.connection(Operation.PUT_MEDIA, head.stream().name(), this);
        UploadTimes times = service.uploadTimes();
        lifetime =
                schedule(() -> refuse(AckError.MAX_CONNECTION_DURATION_REACHED), times.lifetime());
        watch = new SilenceWatch(ctx, times, this::silent, () -> abandon(Outcome.SILENT));
    }

    /** Takes some media; does nothing once the upload is over. */
    void take(HttpContent content, boolean last) {
        if (outcome != Outcome.OPEN) {
            return;
        }
        watch.heard();
        if (content.decoderResult().isFailure()) {
            refuse(AckError.STREAM_READ_ERROR);
            return;
        }
        int length = content.content().readableBytes();
        bytes.addAndGet(length);
        meter.sent(length);
        for (var piece : content.content().nioBuffers()) {
            upload.accept(piece);
        }
        if (last) {
            upload.end();
        }
        if (!upload.over()) {
            ctx.flush();
            resume();
        } else {
            answerWhole(error.isEmpty() ? Outcome.COMPLETE : Outcome.REFUSED);
        }
    }

    /** Reads on or stops reading, by whether the producer takes its acks and keeps its pace. */
    void resume() {
        if (outcome != Outcome.OPEN) {
            return;
        }
        long wait = meter.nanosUntilNext();
        ctx.channel().config().setAutoRead(wait == 0 && ctx.channel().isWritable());
        if (wait > 0 && !resumePending) {
            resumePending = true;
            schedule(
                    () -> {
                        resumePending = false;
                        resume();
                    },
                    Duration.ofNanos(wait));
        }
    }

    void disconnected() {
        if (outcome == Outcome.OPEN) {
            upload.abandon();
            end(Outcome.PRODUCER_GONE);
        }
    }

    @Override
    public void kill() {
        ctx.executor()
                .execute(
                        () -> {
                            if (outcome == Outcome.OPEN) {
                                upload.abandon();
                                end(Outcome.KILLED);
                                ctx.channel().config().setOption(ChannelOption.SO_LINGER, 0);
                                ctx.close();
                            }
                        });
    }

    @Override
    public void displaced() {
        ctx.executor().execute(() -> abandon(Outcome.DISPLACED));
    }

    @Override
    public ProducerRecord record() {
        return record(Outcome.OPEN);
    }

    private ProducerRecord record(Outcome how) {
        return new ProducerRecord(
                head.stream().name(),
                requestId,
                openedAt,
                bytes.get(),
                fragments.get(),
                how,
                error);
    }

    private void refuse(AckError reason) {
        if (outcome == Outcome.OPEN) {
            upload.refuse(reason);
            answerWhole(Outcome.REFUSED);
        }
    }

    private void abandon(Outcome how) {
        if (outcome == Outcome.OPEN) {
            upload.abandon();
            answerWhole(how);
        }
    }

    private void answerWhole(Outcome how) {
        // Ahead of the producer's notice, so that who saw the end finds it in the records.
        end(how);
        ctx.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
        answered.run();
    }

    private void end(Outcome how) {
        outcome = how;
        noLongerCounts.run();
        lifetime.cancel(false);
        watch.stop();
        service.producers().ended(this, record(how));
    }

    private void write(Ack ack) {
        if (ack.type() == Ack.Type.RECEIVED) {
            fragments.incrementAndGet();
        }
        if (ack.error() != null) {
            error = ack.error().name();
        }
        byte[] line = ack.line().getBytes(StandardCharsets.UTF_8);
        ctx.write(new DefaultHttpContent(Unpooled.wrappedBuffer(line)));
    }

    private void silent() {
        if (head.stream().deleted()) {
            refuse(AckError.STREAM_NOT_ACTIVE);
        } else {
            write(Ack.idle());
            ctx.flush();
        }
    }

    private Future<?> schedule(Runnable task, Duration delay) {
        return ctx.executor().schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    }
}
