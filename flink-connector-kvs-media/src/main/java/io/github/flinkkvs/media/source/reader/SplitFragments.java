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

import java.util.ArrayDeque;
import java.util.Deque;

/** Fragments of one split, in order. */
final class SplitFragments {

    private final String splitId;
    private final Deque<FetchedFragment> fragments = new ArrayDeque<>();
    private long bytes;

    SplitFragments(String splitId) {
        this.splitId = splitId;
    }

    String splitId() {
        return splitId;
    }

    boolean isEmpty() {
        return fragments.isEmpty();
    }

    /** Returns how many bytes the fragments hold that are still here. */
    long bytes() {
        return bytes;
    }

    void add(FetchedFragment fragment) {
        fragments.add(fragment);
        bytes += fragment.retainedBytes();
    }

    /** Adds all of another, which is empty then. */
    void addAll(SplitFragments behind) {
        fragments.addAll(behind.fragments);
        bytes += behind.bytes;
        behind.fragments.clear();
        behind.bytes = 0;
    }

    /** Takes the first. */
    FetchedFragment remove() {
        FetchedFragment first = fragments.remove();
        bytes -= first.retainedBytes();
        return first;
    }
}
