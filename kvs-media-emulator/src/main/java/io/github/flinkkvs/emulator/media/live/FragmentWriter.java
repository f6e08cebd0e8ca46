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

import io.github.flinkkvs.emulator.mkv.MatroskaElements;
import io.github.flinkkvs.emulator.store.FragmentLog;
import io.github.flinkkvs.emulator.store.OpenFragment;

/** Puts a producer's pieces into a log. Used by one thread at a time. */
final class FragmentWriter {
    private static final byte[] EBML_HEADER = MatroskaElements.ebmlHeader();

    private final FragmentLog log;

    /** Null between two fragments. */
    private OpenFragment open;

    private boolean hasMedia;

    FragmentWriter(FragmentLog log) {
        this.log = log;
        log.beginProducerSession();
    }

    void write(MediaPiece piece) {
        switch (piece.kind()) {
            case FRAGMENT_START -> {
                open = log.begin(piece.due(), piece.due(), EBML_HEADER, piece.bytes());
                hasMedia = false;
            }
            case MEDIA -> {
                open.append(piece.bytes());
                hasMedia = true;
            }
            case FRAGMENT_END -> {
                open.complete(piece.bytes());
                open = null;
            }
            default -> throw new IllegalArgumentException("Unknown kind " + piece.kind());
        }
    }

    boolean betweenFragments() {
        return open == null;
    }

    boolean amidFragment() {
        return open != null && hasMedia;
    }

    /** Leaves the fragment as it is, if one is open. */
    void abandon() {
        if (open != null) {
            open.abandon();
            open = null;
        }
    }
}
