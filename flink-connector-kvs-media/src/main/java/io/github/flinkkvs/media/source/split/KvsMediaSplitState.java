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

package io.github.flinkkvs.media.source.split;

import io.github.flinkkvs.media.model.FragmentHeader;

import org.apache.flink.annotation.Internal;

/** A split while it is read. Belongs to the task thread: it moves when a record is emitted. */
@Internal
public final class KvsMediaSplitState {

    private final KvsMediaSplit split;
    private SplitPosition position;

    public KvsMediaSplitState(KvsMediaSplit split) {
        this.split = split;
        this.position = split.position();
    }

    /** Moves behind a fragment that has been emitted. */
    public void moveBehind(FragmentHeader emitted) {
        position = position.behind(emitted);
    }

    public String splitId() {
        return split.splitId();
    }

    public SplitPosition position() {
        return position;
    }

    /** Returns the split as a checkpoint shall hold it, at the given form of its position. */
    public KvsMediaSplit toSplit(SplitPosition saved) {
        return split.at(saved);
    }
}
