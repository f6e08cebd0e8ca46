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

package io.github.flinkkvs.media.source.reader;

import io.github.flinkkvs.media.model.FragmentNumber;
import io.github.flinkkvs.media.source.position.StartPosition;
import io.github.flinkkvs.media.source.split.SplitPosition;

import java.time.Instant;

/**
 * What had been read when a position was lost. The policy may lead back to it; a stream that was
 * created anew, however, may count from lower numbers, so that the time decides, too.
 *
 * @param lost the position
 */
record ReadBeforeLoss(SplitPosition lost) {

    /** No position was lost. */
    static final ReadBeforeLoss NOTHING =
            new ReadBeforeLoss(SplitPosition.startingAt(StartPosition.earliest()));

    /** Returns whether a fragment was read before the loss. */
    boolean covers(FragmentNumber number, Instant serverTimestamp) {
        return lost.covers(number)
                && !serverTimestamp.isAfter(lost.last().orElseThrow().serverTimestamp());
    }
}
