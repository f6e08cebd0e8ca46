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
import java.util.Optional;

/**
 * What a producer sends from its start on, made piece by piece as it is asked for: each fragment's
 * start, its cluster's head, its blocks, its end.
 *
 * <p>Used by one thread at a time.
 */
public interface Recording {
    /** The next piece; nothing once the last fragment has ended. */
    Optional<MediaPiece> next();

    /** Between two fragments: leaves out those that end before an instant; returns whether any. */
    boolean skipTo(Instant instant);
}
