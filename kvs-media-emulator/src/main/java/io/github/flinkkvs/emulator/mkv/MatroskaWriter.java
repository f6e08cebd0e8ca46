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

package io.github.flinkkvs.emulator.mkv;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/**
 * Writes a playable Matroska file: header, one segment, its tracks, then clusters as they come.
 *
 * <p>The segment has an unknown size, so the stream need not be seekable and may end at any
 * cluster. Does not close the stream. The parts alone come from {@link MatroskaElements}. Not
 * thread-safe.
 */
public final class MatroskaWriter {
    private static final long MILLISECOND = 1_000_000;

    private final OutputStream out;

    /** Writes the header and the tracks at once; times are in milliseconds from here on. */
    public MatroskaWriter(OutputStream out, String title, List<TrackSpec> tracks)
            throws IOException {
        this.out = out;
        out.write(MatroskaElements.ebmlHeader());
        out.write(MatroskaElements.segmentStart());
        out.write(MatroskaElements.info(title, MILLISECOND));
        out.write(MatroskaElements.tracks(tracks));
    }

    public void writeCluster(long timecodeMillis, List<SimpleBlock> blocks) throws IOException {
        out.write(MatroskaElements.sizedCluster(timecodeMillis, blocks));
    }

    public void writeTags(Map<String, String> tags) throws IOException {
        out.write(MatroskaElements.tags(tags));
    }
}
