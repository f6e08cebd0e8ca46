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

package io.github.flinkkvs.examples.call;

import io.github.flinkkvs.media.codec.CodecException;
import io.github.flinkkvs.media.codec.PcmAudio;
import io.github.flinkkvs.media.model.MediaFragment;
import io.github.flinkkvs.media.model.MediaFrame;
import io.github.flinkkvs.media.model.MediaTrack;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.Collector;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes the sound of each track out of a fragment. A track that has no samples which are known here
 * is left out, counted as {@code unreadableTracks} and logged.
 */
public final class FragmentToSound extends RichFlatMapFunction<MediaFragment, CallSound> {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(FragmentToSound.class);

    /** Of Amazon Connect; its samples are little-endian, other than those of RFC 2586. */
    private static final Pattern MIME_TYPE =
            Pattern.compile("audio/L16;rate=(\\d{1,6});channels=(\\d{1,2});?");

    private static final int MOST_HERTZ = 384_000;

    private transient Counter unreadable;

    @Override
    public void open(OpenContext context) {
        unreadable = getRuntimeContext().getMetricGroup().counter("unreadableTracks");
    }

    @Override
    public void flatMap(MediaFragment fragment, Collector<CallSound> out) {
        for (MediaTrack track : fragment.tracks()) {
            List<MediaFrame> frames =
                    fragment.frames().stream()
                            .filter(frame -> frame.trackNumber() == track.number())
                            .toList();
            if (!frames.isEmpty()) {
                read(fragment, track, frames).ifPresent(out::collect);
            }
        }
    }

    private Optional<CallSound> read(
            MediaFragment fragment, MediaTrack track, List<MediaFrame> frames) {
        try {
            return Optional.of(sound(fragment, track, frames));
        } catch (CodecException | IllegalArgumentException e) {
            unreadable.inc();
            LOG.warn(
                    "Fragment {} of {} is recorded without its track {}: {}",
                    fragment.fragmentNumber(),
                    fragment.stream(),
                    channel(track),
                    e.getMessage());
            return Optional.empty();
        }
    }

    private static CallSound sound(
            MediaFragment fragment, MediaTrack track, List<MediaFrame> frames) {
        PcmAudio audio = PcmAudio.of(asDeclared(track, tag(fragment, "MimeType")));
        int hertz = Math.round(audio.format().getSampleRate());
        if (hertz < 1 || hertz > MOST_HERTZ) {
            throw new IllegalArgumentException("It has %d samples a second.".formatted(hertz));
        }
        ByteArrayOutputStream pcm = new ByteArrayOutputStream();
        frames.forEach(frame -> pcm.writeBytes(audio.toPcm16(frame)));
        return new CallSound(
                fragment.streamName(),
                channel(track),
                tag(fragment, "ContactId"),
                fragment.serverTimestamp(),
                fragment.producerTimestamp(),
                frames.get(0).timestamp(),
                hertz,
                audio.format().getChannels(),
                pcm.toByteArray());
    }

    /** The tag is right where there is one: calls have been seen whose tracks say AAC over PCM. */
    private static MediaTrack asDeclared(MediaTrack track, String mimeType) {
        Matcher linear = MIME_TYPE.matcher(mimeType);
        if (!linear.matches()) {
            return track;
        }
        int hertz = Integer.parseInt(linear.group(1));
        int voices = Integer.parseInt(linear.group(2));
        return MediaTrack.builder()
                .number(track.number())
                .codecId("A_PCM/INT/LIT")
                .audio(new MediaTrack.Audio(hertz, voices, OptionalInt.of(Short.SIZE)))
                .build();
    }

    private static String channel(MediaTrack track) {
        return track.name().orElse("track-" + track.number());
    }

    private static String tag(MediaFragment fragment, String name) {
        return fragment.tagValues().getOrDefault(name, List.of("")).get(0);
    }
}
