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

package io.github.flinkkvs.emulator.media.preview;

import java.time.Duration;

/** An end to work that hostile bytes could make endless. */
final class Deadline {
    private final long at;

    Deadline(Duration fromNow) {
        at = System.nanoTime() + fromNow.toNanos();
    }

    /** Throws once the time is over. */
    void check() {
        if (System.nanoTime() - at > 0) {
            throw new UndecodableException("it takes too long");
        }
    }
}
