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

import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.util.OutputTag;

import java.time.Instant;

/**
 * A frame that could not be decoded, and how much was lost with it.
 *
 * @param stream the stream as the user named it
 * @param fragmentNumber decimal digits
 * @param frameIndex the frame's place in its fragment, from 0
 * @param trackNumber the frame's track
 * @param timestamp the producer's time of the frame
 * @param codecId Matroska's name of the codec, as the producer gave it
 * @param reason what is wrong, mostly in FFmpeg's words
 * @param lostPictures how many of the wanted pictures there are not: the frame's own, and those of
 *     the frames behind it until the next key frame
 */
@PublicEvolving
public record UndecodableFrame(
        String stream,
        String fragmentNumber,
        int frameIndex,
        long trackNumber,
        Instant timestamp,
        String codecId,
        String reason,
        int lostPictures) {

    /** The side output of {@link DecodeFragments} and {@link DecodeKeyFrames}. */
    public static final OutputTag<UndecodableFrame> TAG =
            new OutputTag<>("undecodable-frames", TypeInformation.of(UndecodableFrame.class));

    static UndecodableFrame of(MediaFrame frame, String reason, int lostPictures) {
        return new UndecodableFrame(
                frame.stream().toString(),
                frame.fragmentNumber().toString(),
                frame.index(),
                frame.trackNumber(),
                frame.timestamp(),
                frame.track().codecId(),
                reason,
                lostPictures);
    }

    /** Returns all of it as a sentence. */
    public String message() {
        return "Cannot decode frame %d (track %d, %s, of %s) of fragment %s of stream %s: %s; lost pictures: %d"
                .formatted(
                        frameIndex,
                        trackNumber,
                        codecId,
                        timestamp,
                        fragmentNumber,
                        stream,
                        reason,
                        lostPictures);
    }
}
