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

import io.github.flinkkvs.media.decode.ffmpeg.Ffmpeg;
import io.github.flinkkvs.media.model.MediaFrame;
import io.github.flinkkvs.media.model.MediaTrackType;

import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

import java.util.Objects;

/**
 * Decodes the key frames of video; all else is passed over. Each picture has the event time of its
 * frame.
 *
 * <p>To leave most frames out where they cost the least, let the source pass few:
 *
 * <pre>{@code
 * KvsMediaDeserializationSchema.frames(
 *         FrameFilter.keyFrames().ofTrackType(VIDEO).oneEvery(Duration.ofSeconds(5)))
 * }</pre>
 *
 * <p>Holds no state and, between records, no native memory.
 */
@PublicEvolving
public final class DecodeKeyFrames extends ProcessFunction<MediaFrame, DecodedFrame> {

    private static final long serialVersionUID = 1L;

    private final PictureSettings settings;
    private final DecodeErrorPolicy onError;
    private transient OperatorPictures output;

    /** Frames that cannot be decoded go to the side output {@link UndecodableFrame#TAG}. */
    public DecodeKeyFrames(PictureSettings settings) {
        this(settings, DecodeErrorPolicy.SIDE_OUTPUT);
    }

    public DecodeKeyFrames(PictureSettings settings, DecodeErrorPolicy onError) {
        this.settings = Objects.requireNonNull(settings, "settings");
        this.onError = Objects.requireNonNull(onError, "onError");
    }

    @Override
    public void open(OpenContext context) {
        Ffmpeg.load();
        output = new OperatorPictures(onError, getRuntimeContext().getMetricGroup());
    }

    @Override
    public void processElement(MediaFrame frame, Context context, Collector<DecodedFrame> out) {
        if (!frame.keyFrame() || frame.track().type() != MediaTrackType.VIDEO) {
            return;
        }
        output.of(context, out);
        try {
            output.picture(frame, KeyFrameDecoder.decode(frame, settings));
        } catch (DecodeException e) {
            output.undecodable(UndecodableFrame.of(frame, e.getMessage(), 1));
        }
    }
}
