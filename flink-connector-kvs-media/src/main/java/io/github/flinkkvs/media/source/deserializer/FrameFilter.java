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

package io.github.flinkkvs.media.source.deserializer;

import io.github.flinkkvs.media.model.MediaTrack;
import io.github.flinkkvs.media.model.MediaTrackType;

import org.apache.flink.annotation.PublicEvolving;

import javax.annotation.Nullable;

import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Which frames {@link KvsMediaDeserializationSchema#frames(FrameFilter)} makes records of, for
 * example of each camera one key frame in five seconds:
 *
 * <pre>{@code
 * FrameFilter.keyFrames().ofTrackType(MediaTrackType.VIDEO).oneEvery(Duration.ofSeconds(5))
 * }</pre>
 *
 * <p>A frame must meet all that is asked for; of several values of one kind, any. What does not
 * pass costs nothing: it is told from the fragment's index, and neither read nor made.
 *
 * <p>Immutable: each method returns another filter.
 */
@PublicEvolving
public final class FrameFilter implements Serializable {

    private static final long serialVersionUID = 1L;

    private final boolean keyFramesOnly;
    private final List<TrackRule> trackRules;
    @Nullable private final Duration interval;

    private FrameFilter(
            boolean keyFramesOnly, List<TrackRule> trackRules, @Nullable Duration interval) {
        this.keyFramesOnly = keyFramesOnly;
        this.trackRules = trackRules;
        this.interval = interval;
    }

    /** Returns a filter that all frames pass. */
    public static FrameFilter allFrames() {
        return new FrameFilter(false, List.of(), null);
    }

    /**
     * Returns a filter that frames pass which decode without an earlier one, by the producer's
     * flag. Frames of sound commonly all do: see {@link #ofTrackType}.
     */
    public static FrameFilter keyFrames() {
        return new FrameFilter(true, List.of(), null);
    }

    /**
     * Asks for tracks with one of these numbers; from 1.
     *
     * @throws IllegalArgumentException if a number is below 1, or there is none
     * @throws IllegalStateException if the filter asks for track numbers already
     */
    public FrameFilter ofTrackNumber(long... numbers) {
        return with(new TrackRule(TrackProperty.NUMBER, Arrays.stream(numbers).boxed().toList()));
    }

    /**
     * Asks for tracks with one of these names, such as {@code AUDIO_FROM_CUSTOMER}.
     *
     * @throws IllegalArgumentException if a name is blank, or there is none
     * @throws IllegalStateException if the filter asks for track names already
     */
    public FrameFilter ofTrackName(String... names) {
        return with(new TrackRule(TrackProperty.NAME, List.of(names)));
    }

    /**
     * Asks for tracks of one of these types.
     *
     * @throws IllegalArgumentException if there is none
     * @throws IllegalStateException if the filter asks for track types already
     */
    public FrameFilter ofTrackType(MediaTrackType... types) {
        return with(new TrackRule(TrackProperty.TYPE, List.of(types)));
    }

    /**
     * Asks for tracks with one of these codecs, by Matroska's name, such as {@code
     * V_MPEG4/ISO/AVC}; exactly as the producer wrote it.
     *
     * @throws IllegalArgumentException if an id is blank, or there is none
     * @throws IllegalStateException if the filter asks for codec ids already
     * @see <a href="https://www.matroska.org/technical/codec_specs.html">Matroska, Codec
     *     Mappings</a>
     */
    public FrameFilter ofCodecId(String... codecIds) {
        return with(new TrackRule(TrackProperty.CODEC_ID, List.of(codecIds)));
    }

    /**
     * Asks for at most one frame of each track in each interval of the frames' own time: the first
     * of those that meet all else, whatever the order of the calls. Intervals begin at multiples of
     * their length since 1970-01-01T00:00:00Z. Where the producer's clock was set back, counting
     * begins anew.
     *
     * <p>Which intervals have had their frame is remembered in memory and in no checkpoint. After a
     * restore, or a change of the reader, the first frame of a track passes, so that the interval
     * then may have a second, different frame. No frame comes twice, and no interval with frames
     * goes without one.
     *
     * @param length whole milliseconds, at least one
     * @throws IllegalArgumentException if the length is anything else
     * @throws IllegalStateException if the filter has an interval already
     */
    public FrameFilter oneEvery(Duration length) {
        if (length.compareTo(Duration.ofMillis(1)) < 0 || length.toNanosPart() % 1_000_000 != 0) {
            throw new IllegalArgumentException(
                    "oneEvery takes whole milliseconds, at least one, not " + length + ".");
        }
        if (interval != null) {
            throw new IllegalStateException(
                    "The filter passes one frame every " + interval + " already: " + this);
        }
        return new FrameFilter(keyFramesOnly, trackRules, length);
    }

    private FrameFilter with(TrackRule rule) {
        for (TrackRule present : trackRules) {
            if (present.property() == rule.property()) {
                throw new IllegalStateException(
                        "The filter asks for a "
                                + rule.property()
                                + " already, give all values in one call: "
                                + this);
            }
        }
        List<TrackRule> rules = new ArrayList<>(trackRules);
        rules.add(rule);
        return new FrameFilter(keyFramesOnly, List.copyOf(rules), interval);
    }

    boolean keyFramesOnly() {
        return keyFramesOnly;
    }

    /** Whether nothing is asked of the track, so that a frame may be of one that is unknown. */
    boolean ignoresTracks() {
        return trackRules.isEmpty() && interval == null;
    }

    boolean accepts(MediaTrack track) {
        for (TrackRule rule : trackRules) {
            if (!rule.accepts(track)) {
                return false;
            }
        }
        return true;
    }

    Optional<Duration> interval() {
        return Optional.ofNullable(interval);
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof FrameFilter that
                && keyFramesOnly == that.keyFramesOnly
                && trackRules.equals(that.trackRules)
                && Objects.equals(interval, that.interval);
    }

    @Override
    public int hashCode() {
        return Objects.hash(keyFramesOnly, trackRules, interval);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(keyFramesOnly ? "key frames" : "all frames");
        trackRules.forEach(rule -> text.append(", ").append(rule));
        if (interval != null) {
            text.append(", one every ").append(interval);
        }
        return text.toString();
    }
}
