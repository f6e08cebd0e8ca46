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

package io.github.flinkkvs.media.mkv;

import io.github.flinkkvs.media.model.FrameIndex;
import io.github.flinkkvs.media.model.MediaTrack;
import io.github.flinkkvs.media.model.MediaTrackBuilder;
import io.github.flinkkvs.media.model.MediaTrackType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

import static io.github.flinkkvs.media.mkv.MatroskaElement.AUDIO;
import static io.github.flinkkvs.media.mkv.MatroskaElement.TRACK_ENTRY;
import static io.github.flinkkvs.media.mkv.MatroskaElement.VIDEO;

/**
 * Reads Tracks elements. Every chunk repeats its tracks: those that are written the same are read
 * once, and equal ones are given out as the same list.
 */
final class TrackReader implements RepeatedSection.Rereadable {

    /** What the specification says where a sound track does not. */
    private static final MediaTrack.Audio DEFAULT_AUDIO =
            new MediaTrack.Audio(8_000, 1, OptionalInt.empty());

    private final int maxTracks;
    private final List<MediaTrack> tracks = new ArrayList<>();
    private List<MediaTrack> lastTracks = List.of();

    /** The default duration of each of the tracks, which every block asks for. */
    private final long[] durationNanos;

    private final RepeatedSection repeated;

    private MediaTrackBuilder track;
    private long number;
    private MediaTrack.Video video;
    private MediaTrack.Audio audio;

    TrackReader(int maxTracks) {
        this.maxTracks = maxTracks;
        this.durationNanos = new long[maxTracks];
        this.repeated = new RepeatedSection(this);
    }

    /** To be called before each chunk. */
    void startAnew() {
        repeated.startAnew();
    }

    /** Where to tell what a chunk says. */
    Section section() {
        return repeated;
    }

    @Override
    public void clear() {
        tracks.clear();
    }

    List<MediaTrack> tracks() throws MalformedException {
        repeated.settle();
        if (!lastTracks.equals(tracks)) {
            lastTracks = List.copyOf(tracks);
        }
        return lastTracks;
    }

    /** How long frames of this track last, or {@link FrameIndex#UNKNOWN_DURATION}. */
    long defaultDurationNanos(long trackNumber) throws MalformedException {
        repeated.settle();
        for (int i = 0; i < tracks.size(); i++) {
            if (tracks.get(i).number() == trackNumber) {
                return durationNanos[i];
            }
        }
        return FrameIndex.UNKNOWN_DURATION;
    }

    @Override
    public void start(MatroskaElement element) throws MalformedException {
        if (element == TRACK_ENTRY) {
            startTrack();
        } else if (element == VIDEO) {
            video = new MediaTrack.Video(0, 0);
        } else if (element == AUDIO) {
            audio = DEFAULT_AUDIO;
        }
    }

    @Override
    public void leaf(MatroskaElement element, Payload payload) throws MalformedException {
        switch (element) {
            case TRACK_NUMBER -> number = payload.unsigned();
            case TRACK_UID -> track.uid(payload.unsigned64());
            case TRACK_TYPE -> track.type(MediaTrackType.ofCode(payload.unsigned()));
            case CODEC_ID -> track.codecId(payload.text());
            case CODEC_PRIVATE -> track.codecPrivate(payload.copy());
            case NAME -> track.name(payload.text());
            case LANGUAGE -> track.language(payload.text());
            case DEFAULT_DURATION -> defaultDuration(payload.unsigned());
            case PIXEL_WIDTH ->
                    video = new MediaTrack.Video(payload.unsignedInt(), video.pixelHeight());
            case PIXEL_HEIGHT ->
                    video = new MediaTrack.Video(video.pixelWidth(), payload.unsignedInt());
            case SAMPLING_FREQUENCY, CHANNELS, BIT_DEPTH -> audioLeaf(element, payload);
            default -> {}
        }
    }

    @Override
    public void end(MatroskaElement element) throws MalformedException {
        if (element == TRACK_ENTRY) {
            endTrack();
        }
    }

    private void startTrack() throws MalformedException {
        if (tracks.size() == maxTracks) {
            throw MalformedException.overLimit(
                    "the chunk has too many tracks", maxTracks + 1L, maxTracks, "maxTracks");
        }
        track = MediaTrack.builder();
        durationNanos[tracks.size()] = FrameIndex.UNKNOWN_DURATION;
        number = 0;
        video = null;
        audio = null;
    }

    private void audioLeaf(MatroskaElement element, Payload payload) throws MalformedException {
        double samplingFrequency = audio.samplingFrequency();
        int channels = audio.channels();
        OptionalInt bitDepth = audio.bitDepth();
        switch (element) {
            case SAMPLING_FREQUENCY -> samplingFrequency = payload.floatingPoint();
            case CHANNELS -> channels = payload.unsignedInt();
            default -> bitDepth = OptionalInt.of(payload.unsignedInt());
        }
        audio = new MediaTrack.Audio(samplingFrequency, channels, bitDepth);
    }

    /**
     * The specification rules 0 out; producers that do not know the duration write it nevertheless.
     */
    private void defaultDuration(long nanos) {
        if (nanos != 0) {
            durationNanos[tracks.size()] = nanos;
            track.defaultDuration(Duration.ofNanos(nanos));
        }
    }

    private void endTrack() throws MalformedException {
        if (number == 0) {
            throw new MalformedException("the track has no number, or 0");
        }
        tracks.add(track.number(number).video(video).audio(audio).build());
    }
}
