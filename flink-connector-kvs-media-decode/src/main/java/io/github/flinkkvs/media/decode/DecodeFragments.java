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
import io.github.flinkkvs.media.model.MediaFragment;
import io.github.flinkkvs.media.model.MediaFrame;
import io.github.flinkkvs.media.source.deserializer.FrameFilter;
import io.github.flinkkvs.media.source.deserializer.KvsMediaDeserializationSchema;
import io.github.flinkkvs.media.source.deserializer.RecordOutput;

import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.serialization.RuntimeContextInitializationContextAdapters;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

import java.io.IOException;
import java.time.Instant;
import java.util.BitSet;
import java.util.Objects;

/**
 * Decodes fragments: makes a picture of each frame of video that passes a filter.
 *
 * <pre>{@code
 * SingleOutputStreamOperator<DecodedFrame> pictures =
 *         fragments.process(
 *                 new DecodeFragments(
 *                         FrameFilter.allFrames().oneEvery(Duration.ofSeconds(1)),
 *                         PictureSettings.defaults().withMaxWidth(640)));
 * DataStream<UndecodableFrame> lost = pictures.getSideOutput(UndecodableFrame.TAG);
 * }</pre>
 *
 * <p>Frames that do not pass are decoded only as far as one that does builds upon them. Pictures
 * have the event time of their fragment, and come in the order in which they are shown.
 *
 * <p>Each fragment is decoded by itself, so the pictures of a fragment are the same after a
 * restore. A decoder lives for one fragment and one track: between records no native memory is
 * held.
 */
@PublicEvolving
public final class DecodeFragments extends ProcessFunction<MediaFragment, DecodedFrame> {

    private static final long serialVersionUID = 1L;

    private final KvsMediaDeserializationSchema<MediaFrame> wanted;
    private final PictureSettings settings;
    private final DecodeErrorPolicy onError;
    private transient OperatorPictures output;

    /** Frames that cannot be decoded go to the side output {@link UndecodableFrame#TAG}. */
    public DecodeFragments(FrameFilter wanted, PictureSettings settings) {
        this(wanted, settings, DecodeErrorPolicy.SIDE_OUTPUT);
    }

    public DecodeFragments(
            FrameFilter wanted, PictureSettings settings, DecodeErrorPolicy onError) {
        this.wanted = KvsMediaDeserializationSchema.frames(wanted);
        this.settings = Objects.requireNonNull(settings, "settings");
        this.onError = Objects.requireNonNull(onError, "onError");
    }

    @Override
    public void open(OpenContext context) throws Exception {
        Ffmpeg.load();
        wanted.open(
                RuntimeContextInitializationContextAdapters.deserializationAdapter(
                        getRuntimeContext()));
        output = new OperatorPictures(onError, getRuntimeContext().getMetricGroup());
    }

    @Override
    public void processElement(MediaFragment fragment, Context context, Collector<DecodedFrame> out)
            throws IOException {
        WantedFrames frames = new WantedFrames();
        wanted.deserialize(fragment, frames);
        new FragmentDecoder(settings).decode(fragment, frames.places, output.of(context, out));
    }

    /** The places of the frames that pass the filter. */
    private static final class WantedFrames implements RecordOutput<MediaFrame> {

        private final BitSet places = new BitSet();

        @Override
        public void collect(MediaFrame frame) {
            places.set(frame.index());
        }

        @Override
        public void collect(MediaFrame frame, Instant eventTime) {
            collect(frame);
        }
    }
}
