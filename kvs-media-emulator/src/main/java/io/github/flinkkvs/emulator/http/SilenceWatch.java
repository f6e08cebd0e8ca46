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

import io.github.flinkkvs.emulator.session.UploadTimes;

import io.netty.channel.ChannelHandlerContext;

import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Notices that nothing comes from a producer. One that is not read keeps no silence.
 *
 * <p>Runs on the channel's event loop.
 */
final class SilenceWatch {
    private final ChannelHandlerContext ctx;
    private final long idleNanos;
    private final long silenceNanos;
    private final Runnable onIdle;
    private final Runnable onSilence;
    private long heardAt = System.nanoTime();
    private Future<?> next;
    private boolean stopped;

    /**
     * Starts to watch.
     *
     * @param onIdle called each time that so much silence has passed again
     * @param onSilence called once there was too much
     */
    SilenceWatch(
            ChannelHandlerContext ctx, UploadTimes times, Runnable onIdle, Runnable onSilence) {
        this.ctx = ctx;
        this.idleNanos = times.idleAck().toNanos();
        this.silenceNanos = times.silence().toNanos();
        this.onIdle = onIdle;
        this.onSilence = onSilence;
        lookAfter(idleNanos);
    }

    void heard() {
        heardAt = System.nanoTime();
    }

    void stop() {
        stopped = true;
        next.cancel(false);
    }

    private void look() {
        if (!ctx.channel().config().isAutoRead()) {
            heard();
        }
        long silent = System.nanoTime() - heardAt;
        if (silent >= silenceNanos) {
            onSilence.run();
            return;
        }
        if (silent >= idleNanos) {
            onIdle.run();
        }
        if (!stopped) {
            lookAfter(idleNanos - silent % idleNanos);
        }
    }

    private void lookAfter(long nanos) {
        long atMost = silenceNanos - (System.nanoTime() - heardAt);
        next = ctx.executor().schedule(this::look, Math.min(nanos, atMost), TimeUnit.NANOSECONDS);
    }
}
