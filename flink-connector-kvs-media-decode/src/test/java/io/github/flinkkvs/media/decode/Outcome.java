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

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** What came of a fragment. */
final class Outcome implements FramePictures {

    final List<MediaFrame> frames = new ArrayList<>();
    final List<Picture> pictures = new ArrayList<>();
    final List<UndecodableFrame> undecodable = new ArrayList<>();

    static Outcome ofAll(MediaFragment fragment, PictureSettings settings) {
        BitSet all = new BitSet();
        all.set(0, fragment.frameCount());
        return of(fragment, settings, all);
    }

    static Outcome of(MediaFragment fragment, PictureSettings settings, BitSet wanted) {
        Outcome outcome = new Outcome();
        new FragmentDecoder(settings).decode(fragment, wanted, outcome);
        return outcome;
    }

    @Override
    public void picture(MediaFrame frame, Picture picture) {
        frames.add(frame);
        pictures.add(picture);
    }

    @Override
    public void undecodable(UndecodableFrame frame) {
        undecodable.add(frame);
    }

    List<Integer> places() {
        return frames.stream().map(MediaFrame::index).toList();
    }

    List<String> hashes() {
        return pictures.stream().map(FfmpegProgram::md5).toList();
    }
}
