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

package io.github.flinkkvs.emulator.media;

import io.github.flinkkvs.emulator.mkv.ChunkScan;
import io.github.flinkkvs.emulator.store.FragmentLog;
import io.github.flinkkvs.emulator.store.StoredFragment;

import java.util.Arrays;

/**
 * Splits the bytes of a GetMedia response into its chunks, each of which becomes a fragment under
 * the number and times that the real service gave it.
 */
public final class CaptureReplay {
    private final byte[] capture;

    public CaptureReplay(byte[] capture) {
        this.capture = capture;
    }

    /** Appends every whole chunk, and the last one as a cut chunk if its trailer is missing. */
    public void appendTo(FragmentLog log) {
        int start = 0;
        while (start < capture.length) {
            ChunkScan scan = ChunkScan.at(capture, start);
            byte[] chunk = Arrays.copyOfRange(capture, start, scan.end());
            boolean complete = scan.trailerStart() < scan.end() && scan.summary().isPresent();
            if (complete) {
                log.append(StoredFragment.captured(chunk));
            } else {
                log.appendCut(chunk);
            }
            start = scan.end();
        }
    }
}
