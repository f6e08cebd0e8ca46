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

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Writes down what is told of splits. */
final class RecordingActivity implements SplitActivityListener {

    private final List<String> told = new ArrayList<>();

    @Override
    public void idle(Set<String> splitIds) {
        splitIds.forEach(id -> told.add(id + " idle"));
    }

    @Override
    public void awake(Set<String> splitIds) {
        splitIds.forEach(id -> told.add(id + " awake"));
    }

    @Override
    public void finishing(Set<String> splitIds) {
        splitIds.forEach(id -> told.add(id + " finishing"));
    }

    /** Returns what was told since the last call. */
    List<String> takeTold() {
        List<String> taken = List.copyOf(told);
        told.clear();
        return taken;
    }
}
