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

import io.github.flinkkvs.media.model.FragmentNumber;
import io.github.flinkkvs.media.model.MediaFrame;
import io.github.flinkkvs.media.model.StreamId;

import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.common.typeinfo.TypeInfo;

import java.time.Instant;

/**
 * A frame's picture. Immutable; chained operators pass it on without copying.
 *
 * @param stream the stream as the user named it
 * @param fragmentNumber the fragment that the frame belongs to
 * @param frameIndex the frame's place in its fragment, from 0
 * @param trackNumber the frame's track
 * @param timestamp the producer's time of the frame
 * @param keyFrame whether the frame decodes without an earlier one
 * @param picture what it shows
 */
@PublicEvolving
@TypeInfo(DecodedFrameTypeInfoFactory.class)
public record DecodedFrame(
        StreamId stream,
        FragmentNumber fragmentNumber,
        int frameIndex,
        long trackNumber,
        Instant timestamp,
        boolean keyFrame,
        Picture picture) {

    static DecodedFrame of(MediaFrame frame, Picture picture) {
        return new DecodedFrame(
                frame.stream(),
                frame.fragmentNumber(),
                frame.index(),
                frame.trackNumber(),
                frame.timestamp(),
                frame.keyFrame(),
                picture);
    }

    /** Returns the stream's name; with an ARN, the name inside it. */
    public String streamName() {
        return stream.name();
    }
}
