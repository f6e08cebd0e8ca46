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

package io.github.flinkkvs.examples.motion;

import io.github.flinkkvs.media.decode.DecodeFragments;
import io.github.flinkkvs.media.decode.DecodedFrame;
import io.github.flinkkvs.media.decode.Picture;
import io.github.flinkkvs.media.decode.PictureFormat;
import io.github.flinkkvs.media.decode.PictureSettings;
import io.github.flinkkvs.media.model.MediaTrackType;
import io.github.flinkkvs.media.source.deserializer.FrameFilter;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.util.Collector;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;

/** Compares each picture of a camera with the one before, which it keeps as state. */
public final class PictureDifferences extends RichFlatMapFunction<DecodedFrame, PictureScore> {

    private static final FrameFilter TWO_A_SECOND =
            FrameFilter.allFrames()
                    .ofTrackType(MediaTrackType.VIDEO)
                    .oneEvery(Duration.ofMillis(500));

    /**
     * Small pictures: what is left of a sensor's noise, or of what the codec does to still parts,
     * is then next to nothing.
     */
    private static final PictureSettings SMALL =
            PictureSettings.defaults().withFormat(PictureFormat.BGR).withMaxWidth(64);

    private static final long serialVersionUID = 1L;

    /** What lies further apart, as after an outage, says nothing of motion. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private transient ValueState<byte[]> lastLuma;
    private transient ValueState<Instant> lastTime;

    /** Makes the pictures that are to be compared. */
    public static DecodeFragments decode() {
        return new DecodeFragments(TWO_A_SECOND, SMALL);
    }

    @Override
    public void open(OpenContext context) {
        lastLuma = getRuntimeContext().getState(new ValueStateDescriptor<>("luma", byte[].class));
        lastTime = getRuntimeContext().getState(new ValueStateDescriptor<>("time", Instant.class));
    }

    @Override
    public void flatMap(DecodedFrame frame, Collector<PictureScore> out) throws IOException {
        byte[] luma = luma(frame.picture());
        byte[] before = lastLuma.value();
        if (before != null && before.length == luma.length && follows(frame.timestamp())) {
            out.collect(new PictureScore(frame.streamName(), difference(before, luma)));
        }
        lastLuma.update(luma);
        lastTime.update(frame.timestamp());
    }

    private boolean follows(Instant time) throws IOException {
        Duration pause = Duration.between(lastTime.value(), time);
        return !pause.isNegative() && pause.compareTo(LONGEST_PAUSE) <= 0;
    }

    /** The weights of ITU-R BT.601. */
    private static byte[] luma(Picture picture) {
        ByteBuffer pixels = picture.data();
        byte[] luma = new byte[picture.width() * picture.height()];
        for (int i = 0; i < luma.length; i++) {
            int blue = pixels.get() & 0xFF;
            int green = pixels.get() & 0xFF;
            int red = pixels.get() & 0xFF;
            luma[i] = (byte) ((29 * blue + 150 * green + 77 * red) >> 8);
        }
        return luma;
    }

    private static double difference(byte[] before, byte[] now) {
        long sum = 0;
        for (int i = 0; i < now.length; i++) {
            sum += Math.abs((now[i] & 0xFF) - (before[i] & 0xFF));
        }
        return (double) sum / now.length;
    }
}
