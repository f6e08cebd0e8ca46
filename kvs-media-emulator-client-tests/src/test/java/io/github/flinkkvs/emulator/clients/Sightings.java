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

package io.github.flinkkvs.emulator.clients;

import io.github.flinkkvs.emulator.clients.Recording.Shot;

import com.amazonaws.kinesisvideo.parser.mkv.Frame;
import com.amazonaws.kinesisvideo.parser.mkv.MkvElementVisitException;
import com.amazonaws.kinesisvideo.parser.utilities.FragmentMetadata;
import com.amazonaws.kinesisvideo.parser.utilities.FragmentMetadataVisitor.MkvTagProcessor;
import com.amazonaws.kinesisvideo.parser.utilities.FrameVisitor;
import com.amazonaws.kinesisvideo.parser.utilities.MkvTrackMetadata;
import com.amazonaws.kinesisvideo.parser.utilities.consumer.FragmentMetadataCallback;
import com.amazonaws.kinesisvideo.parser.utilities.consumer.GetMediaResponseStreamConsumer;
import com.amazonaws.kinesisvideo.parser.utilities.consumer.GetMediaResponseStreamConsumerFactory;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the visitors of AWS's parser library saw, over all sessions of a worker.
 *
 * <p>Written by the worker's thread, read by the test's.
 */
final class Sightings extends GetMediaResponseStreamConsumerFactory {

    /** A fragment that ended, as the library tells of it, with the frames it brought. */
    record Sighting(FragmentMetadata fragment, List<Shot> shots) {
        String number() {
            return fragment.getFragmentNumberString();
        }
    }

    private final List<Sighting> sightings = Collections.synchronizedList(new ArrayList<>());

    @Override
    public GetMediaResponseStreamConsumer createConsumer() {
        return new Consumer();
    }

    int count() {
        return sightings.size();
    }

    List<Sighting> all() {
        return List.copyOf(sightings);
    }

    /** Reads one session; what a fragment brought counts only once it ended. */
    private final class Consumer extends GetMediaResponseStreamConsumer {
        private final Map<String, List<Shot>> unended = new HashMap<>();

        @Override
        public void process(InputStream body, FragmentMetadataCallback callback)
                throws MkvElementVisitException {
            processWithFragmentEndCallbacks(
                    body,
                    fragment -> {
                        String number = fragment.getFragmentNumberString();
                        List<Shot> shots = unended.remove(number);
                        sightings.add(new Sighting(fragment, shots == null ? List.of() : shots));
                        callback.call(fragment);
                    },
                    FrameVisitor.create(new Frames(unended)));
        }
    }

    private record Frames(Map<String, List<Shot>> unended) implements FrameVisitor.FrameProcessor {
        @Override
        public void process(
                Frame frame,
                MkvTrackMetadata track,
                Optional<FragmentMetadata> fragment,
                Optional<MkvTagProcessor> tags) {
            ByteBuffer bytes = ByteBuffer.allocate(frame.getFrameData().remaining());
            bytes.put(frame.getFrameData()).flip();
            Shot shot =
                    new Shot(
                            frame.getTrackNumber(), frame.getTimeCode(), frame.isKeyFrame(), bytes);
            unended.computeIfAbsent(
                            fragment.orElseThrow().getFragmentNumberString(),
                            number -> new ArrayList<>())
                    .add(shot);
        }
    }
}
