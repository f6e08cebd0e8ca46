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

package io.github.flinkkvs.emulator.media.live;

import java.time.Instant;

/** One thing that a producer sends, and when. The bytes are shared, not copied. */
public final class MediaPiece {
    private final MediaKind kind;
    private final Instant due;
    private final byte[] bytes;

    private MediaPiece(MediaKind kind, Instant due, byte[] bytes) {
        this.kind = kind;
        this.due = due;
        this.bytes = bytes;
    }

    /**
     * Begins a fragment.
     *
     * @param start the time of its first frame
     * @param prelude what stands ahead of the cluster: Info and Tracks
     */
    public static MediaPiece fragmentStart(Instant start, byte[] prelude) {
        return new MediaPiece(MediaKind.FRAGMENT_START, start, prelude);
    }

    /** Some of the fragment's cluster: its head first, then one or more whole blocks. */
    public static MediaPiece media(Instant due, byte[] clusterBytes) {
        return new MediaPiece(MediaKind.MEDIA, due, clusterBytes);
    }

    /**
     * Ends a fragment.
     *
     * @param end when its last frame is over
     * @param interlude what the producer sends behind the cluster, such as tags; may be empty
     */
    public static MediaPiece fragmentEnd(Instant end, byte[] interlude) {
        return new MediaPiece(MediaKind.FRAGMENT_END, end, interlude);
    }

    MediaKind kind() {
        return kind;
    }

    Instant due() {
        return due;
    }

    byte[] bytes() {
        return bytes;
    }
}
