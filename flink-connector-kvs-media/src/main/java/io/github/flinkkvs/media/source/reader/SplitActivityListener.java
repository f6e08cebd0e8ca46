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

import java.util.Set;

/**
 * Hears in which state a reader's splits are, in step with their records: what is said about a
 * split comes behind all that was fetched before. Task thread.
 */
interface SplitActivityListener {

    /** Nothing has come for a while: the split must not hold back the watermark. */
    void idle(Set<String> splitIds);

    /** More is coming, though no fragment is complete yet: the split takes part again. */
    void awake(Set<String> splitIds);

    /** The splits have ended; their outputs are about to be released, for which they must exist. */
    void finishing(Set<String> splitIds);
}
