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

import io.github.flinkkvs.media.model.MediaFragment;
import io.github.flinkkvs.media.model.MediaFrame;
import io.github.flinkkvs.media.model.MediaTrack;
import io.github.flinkkvs.media.model.MediaTrackType;

import java.util.BitSet;
import java.util.List;

/**
 * Decodes fragments, each by itself: what comes of a fragment depends on nothing else, so it is the
 * same after a restore and wherever the fragment is decoded.
 *
 * <p>That is as the service has it: a fragment is self-contained, and its frames should have no
 * dependency on frames of another.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/kinesisvideostreams/latest/dg/how-it-works-kinesis-video-api-producer-sdk.html">
 *     API and producer libraries support</a>
 */
final class FragmentDecoder {

    private final PictureSettings settings;

    FragmentDecoder(PictureSettings settings) {
        this.settings = settings;
    }

    /**
     * Decodes the wanted frames of video, track after track; others only as far as a wanted one
     * builds upon them.
     *
     * @param wanted places of frames in the fragment
     */
    void decode(MediaFragment fragment, BitSet wanted, FramePictures out) {
        for (MediaTrack track : fragment.tracks()) {
            if (track.type() == MediaTrackType.VIDEO) {
                decode(track, framesOf(track, fragment), wanted, out);
            }
        }
    }

    private void decode(
            MediaTrack track, List<MediaFrame> frames, BitSet wanted, FramePictures out) {
        List<MediaFrame> wantedOnes = frames.stream().filter(f -> wanted.get(f.index())).toList();
        if (wantedOnes.isEmpty()) {
            return;
        }
        try (VideoDecoder decoder = VideoDecoder.open(track, settings)) {
            new TrackDecoding(decoder, settings, frames, wanted, out).run();
        } catch (DecodeException e) {
            out.undecodable(
                    UndecodableFrame.of(wantedOnes.get(0), e.getMessage(), wantedOnes.size()));
        }
    }

    private static List<MediaFrame> framesOf(MediaTrack track, MediaFragment fragment) {
        return fragment.frames().stream().filter(f -> f.trackNumber() == track.number()).toList();
    }
}
