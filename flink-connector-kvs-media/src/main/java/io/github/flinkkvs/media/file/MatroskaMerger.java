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

package io.github.flinkkvs.media.file;

import io.github.flinkkvs.media.model.MediaFragment;
import io.github.flinkkvs.media.model.MediaFrame;

import org.apache.flink.annotation.PublicEvolving;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * Joins fragments of one stream into one continuous Matroska document, which plays from its first
 * frame to its last.
 *
 * <pre>{@code
 * MatroskaMerger merger = new MatroskaMerger(out);
 * for (MediaFragment fragment : fragments) {
 *     merger.append(fragment);
 * }
 * }</pre>
 *
 * <p>The document has one EBML header, one Segment, one Info and the Tracks of the first fragment,
 * byte for byte; then the frames of each fragment, as they came, in clusters. Its size is unknown
 * to its header, so that it can be played while it grows; it is whole after each fragment, and
 * nothing is written at the end. Tags are left out, the service's and the producer's: they speak of
 * a fragment, and in one document would speak of all.
 *
 * <p>Times are in milliseconds, as the service's are, and begin at 0 with the first fragment's
 * earliest frame, whose time by the producer's clock is the Info's DateUTC. They follow the
 * producer's timestamps: where media are missing, the document has a gap of the same length. Times
 * of a track do not fall from one fragment to the next: where the producer's clock was set back, or
 * it sent media again, the fragment follows the one before it directly, and the times of all later
 * ones are later by as much. Within a fragment they are the producer's.
 *
 * <p>Fragments are to be appended in the order in which they shall play, which is that of their
 * numbers. Memory is bounded by the largest fragment. Neither flushes nor closes the stream that it
 * writes to. Not thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9559">RFC 9559, Matroska</a>
 */
@PublicEvolving
public final class MatroskaMerger {

    private final OutputStream out;
    private Opening opening;
    private Timeline timeline;
    private ClusterWriter clusters;
    private boolean failed;

    public MatroskaMerger(OutputStream out) {
        this.out = out;
    }

    /**
     * Says whether the document can go on with this fragment: whether it is of the same stream and
     * has the same tracks, but for their uid, which some producers make up anew at each start.
     */
    public boolean canAppend(MediaFragment fragment) {
        return opening == null || opening.difference(fragment).isEmpty();
    }

    /**
     * Appends a fragment's frames. Those of a track that the fragment does not declare are left
     * out.
     *
     * @throws IllegalArgumentException if {@link #canAppend} says no, or the first fragment has no
     *     Tracks; the document is as before
     * @throws IllegalStateException if the source was told that nobody needs the fragment's bytes,
     *     or an earlier call failed amid writing
     * @throws IOException if the stream cannot be written to; what the document ends with is
     *     unknown then
     */
    public void append(MediaFragment fragment) throws IOException {
        if (failed) {
            throw new IllegalStateException(
                    "An earlier fragment was not written to its end: begin another document.");
        }
        ByteBuffer chunk = fragment.chunk();
        if (opening == null) {
            begin(fragment, TracksElement.in(chunk));
        }
        Optional<String> difference = opening.difference(fragment);
        if (difference.isPresent()) {
            throw refused(fragment, difference.get());
        }
        List<MediaFrame> frames = opening.declared(fragment.frames());
        long[] millis = timeline.place(frames);
        failed = true;
        clusters.write(frames, millis);
        failed = false;
    }

    private void begin(MediaFragment fragment, Optional<ByteBuffer> tracks) throws IOException {
        ByteBuffer tracksElement =
                tracks.orElseThrow(
                        () -> refused(fragment, "it has no Tracks ahead of its cluster"));
        Opening first = new Opening(fragment);
        failed = true;
        DocumentHeader.write(out, first.origin(), tracksElement);
        failed = false;
        opening = first;
        timeline = new Timeline(first.origin());
        clusters = new ClusterWriter(out, fragment.tracks());
    }

    private static IllegalArgumentException refused(MediaFragment fragment, String why) {
        return new IllegalArgumentException(
                "Fragment %s of %s cannot be appended to the document: %s; begin another document."
                        .formatted(fragment.fragmentNumber(), fragment.stream(), why));
    }
}
