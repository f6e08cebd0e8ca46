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

package io.github.flinkkvs.media.decode;

import io.github.flinkkvs.media.model.MediaFrame;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.FlinkRuntimeException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings pictures and errors to a Flink operator's outputs, and counts them. Task thread. */
final class OperatorPictures implements FramePictures {

    static final String DECODED_PICTURES = "decodedPictures";
    static final String LOST_PICTURES = "lostPictures";

    private static final Logger LOG = LoggerFactory.getLogger(OperatorPictures.class);
    private static final long LOG_INTERVAL_NANOS = 60_000_000_000L;

    private final DecodeErrorPolicy onError;
    private final Counter decoded;
    private final Counter lost;
    private ProcessFunction<?, DecodedFrame>.Context context;
    private Collector<DecodedFrame> collector;
    private long lastLogNanos = System.nanoTime() - LOG_INTERVAL_NANOS;

    OperatorPictures(DecodeErrorPolicy onError, MetricGroup metrics) {
        this.onError = onError;
        this.decoded = metrics.counter(DECODED_PICTURES);
        this.lost = metrics.counter(LOST_PICTURES);
    }

    /** Goes to a record. */
    OperatorPictures of(
            ProcessFunction<?, DecodedFrame>.Context recordContext, Collector<DecodedFrame> out) {
        context = recordContext;
        collector = out;
        return this;
    }

    @Override
    public void picture(MediaFrame frame, Picture picture) {
        decoded.inc();
        collector.collect(DecodedFrame.of(frame, picture));
    }

    @Override
    public void undecodable(UndecodableFrame frame) {
        lost.inc(frame.lostPictures());
        if (onError == DecodeErrorPolicy.FAIL) {
            throw new FlinkRuntimeException(frame.message());
        }
        log(frame);
        context.output(UndecodableFrame.TAG, frame);
    }

    /** A broken camera would fill the log. */
    private void log(UndecodableFrame frame) {
        long now = System.nanoTime();
        if (now - lastLogNanos >= LOG_INTERVAL_NANOS) {
            lastLogNanos = now;
            LOG.warn(
                    "{}; {} so far, told once a minute at most.", frame.message(), lost.getCount());
        }
    }
}
