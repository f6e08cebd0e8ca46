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

import java.util.BitSet;
import java.util.List;

/** Decodes one track of one fragment, and keeps account of each picture that is wanted of it. */
final class TrackDecoding {

    private final VideoDecoder decoder;
    private final boolean goesOnAfterErrors;
    private final List<MediaFrame> frames;
    private final BitSet wanted;
    private final FramePictures out;

    /**
     * Places in {@link #frames} of wanted ones that were given to the decoder and not yet shown.
     */
    private final BitSet outstanding = new BitSet();

    private MediaFrame failed;
    private String failure;
    private int lost;

    TrackDecoding(
            VideoDecoder decoder,
            PictureSettings settings,
            List<MediaFrame> frames,
            BitSet wanted,
            FramePictures out) {
        this.decoder = decoder;
        this.goesOnAfterErrors = settings.damagedPictures();
        this.frames = frames;
        this.wanted = wanted;
        this.out = out;
    }

    void run() {
        int from = 0;
        while (from < frames.size()) {
            int end = nextKeyFrame(from + 1);
            decodeGroup(from, end);
            from = end;
        }
        finish();
        report();
    }

    /** A key frame and what builds upon it; no further than to the last frame that is wanted. */
    private void decodeGroup(int from, int end) {
        int last = lastWanted(from, end);
        for (int i = from; i <= last; i++) {
            decode(i);
        }
        if (last < end - 1) {
            finish();
        }
    }

    private void decode(int place) {
        MediaFrame frame = frames.get(place);
        if (isKeyFrame(place)) {
            report();
        }
        if (isWanted(place)) {
            outstanding.set(place);
        }
        try {
            if (decoder.decode(frame.data(), frame.keyFrame(), place, this::show)) {
                report();
            } else {
                fail(frame, "no key frame comes before it in its fragment");
                lose(place);
            }
        } catch (DecodeException e) {
            report();
            fail(frame, e.getMessage());
            if (goesOnAfterErrors) {
                lose(place);
            } else {
                loseAll();
            }
        }
    }

    private void finish() {
        try {
            decoder.finish(this::show);
            if (!outstanding.isEmpty()) {
                fail(firstOutstanding(), "no picture came of it: it may refer to missing frames");
            }
        } catch (DecodeException e) {
            fail(firstOutstanding(), e.getMessage());
        }
        loseAll();
    }

    private void show(long place, DecodedPicture picture) throws DecodeException {
        int frame = (int) place;
        if (outstanding.get(frame)) {
            Picture taken = picture.toPicture();
            outstanding.clear(frame);
            out.picture(frames.get(frame), taken);
        }
    }

    /** The first failure is the cause of those behind it, until the next key frame. */
    private void fail(MediaFrame frame, String reason) {
        if (failed == null) {
            failed = frame;
            failure = reason;
        }
    }

    private void lose(int place) {
        lost += outstanding.get(place) ? 1 : 0;
        outstanding.clear(place);
    }

    private void loseAll() {
        lost += outstanding.cardinality();
        outstanding.clear();
    }

    private void report() {
        if (failed != null) {
            out.undecodable(UndecodableFrame.of(failed, failure, lost));
        }
        failed = null;
        lost = 0;
    }

    private MediaFrame firstOutstanding() {
        return frames.get(Math.max(0, outstanding.nextSetBit(0)));
    }

    private int nextKeyFrame(int from) {
        int place = from;
        while (place < frames.size() && !isKeyFrame(place)) {
            place++;
        }
        return place;
    }

    /** Returns the place before the group if nothing of it is wanted. */
    private int lastWanted(int from, int end) {
        int place = end - 1;
        while (place >= from && !isWanted(place)) {
            place--;
        }
        return place;
    }

    private boolean isKeyFrame(int place) {
        return decoder.isKeyFrame(frames.get(place).keyFrame());
    }

    private boolean isWanted(int place) {
        return wanted.get(frames.get(place).index());
    }
}
