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

import io.github.flinkkvs.media.model.BadFragment;
import io.github.flinkkvs.media.model.FragmentHeader;
import io.github.flinkkvs.media.model.MediaFragment;

/** What goes from the fetcher to the task thread, in the order of the stream. */
sealed interface FetchedFragment {

    /** Returns what the position moves behind once this is emitted. */
    FragmentHeader header();

    /** Returns about how much memory this holds. */
    long retainedBytes();

    /** A fragment as it was read. */
    record Good(MediaFragment fragment) implements FetchedFragment {

        @Override
        public FragmentHeader header() {
            return fragment.header();
        }

        @Override
        public long retainedBytes() {
            return fragment.retainedBytes();
        }
    }

    /**
     * A fragment that cannot be read and is stepped over.
     *
     * @param header with the times that the position needs even if the fragment does not tell them
     * @param fragment what there is of it; without its bytes if nobody wants them
     */
    record Bad(FragmentHeader header, BadFragment fragment) implements FetchedFragment {

        @Override
        public long retainedBytes() {
            return fragment.retainedBytes();
        }
    }
}
