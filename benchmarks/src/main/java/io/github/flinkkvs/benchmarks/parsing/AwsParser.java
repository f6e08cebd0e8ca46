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

package io.github.flinkkvs.benchmarks.parsing;

import com.amazonaws.kinesisvideo.parser.ebml.InputStreamParserByteSource;
import com.amazonaws.kinesisvideo.parser.mkv.Frame;
import com.amazonaws.kinesisvideo.parser.mkv.MkvElementVisitException;
import com.amazonaws.kinesisvideo.parser.mkv.StreamingMkvReader;
import com.amazonaws.kinesisvideo.parser.utilities.FragmentMetadata;
import com.amazonaws.kinesisvideo.parser.utilities.FragmentMetadataVisitor;
import com.amazonaws.kinesisvideo.parser.utilities.FragmentMetadataVisitor.MkvTagProcessor;
import com.amazonaws.kinesisvideo.parser.utilities.FrameVisitor;
import com.amazonaws.kinesisvideo.parser.utilities.MkvTrackMetadata;

import java.io.ByteArrayInputStream;
import java.util.Optional;

/** Reads bytes with AWS's parser library. */
final class AwsParser {

    private AwsParser() {}

    /** Returns what it knows of the last fragment. */
    static FragmentMetadata lastFragment(byte[] bytes) throws MkvElementVisitException {
        FragmentMetadataVisitor visitor = FragmentMetadataVisitor.create();
        reader(bytes).apply(visitor);
        return visitor.getCurrentFragmentMetadata().orElseThrow();
    }

    /** Returns how many frames there are. */
    static int frames(byte[] bytes) throws MkvElementVisitException {
        FrameCount frames = new FrameCount();
        reader(bytes).apply(FrameVisitor.create(frames));
        return frames.count;
    }

    private static StreamingMkvReader reader(byte[] bytes) {
        return StreamingMkvReader.createDefault(
                new InputStreamParserByteSource(new ByteArrayInputStream(bytes)));
    }

    private static final class FrameCount implements FrameVisitor.FrameProcessor {
        private int count;

        @Override
        public void process(
                Frame frame,
                MkvTrackMetadata track,
                Optional<FragmentMetadata> fragment,
                Optional<MkvTagProcessor> tags) {
            count++;
        }
    }
}
