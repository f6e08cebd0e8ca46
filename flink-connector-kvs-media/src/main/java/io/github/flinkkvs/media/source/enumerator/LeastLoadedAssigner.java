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

package io.github.flinkkvs.media.source.enumerator;

/**
 * The default: streams go to the reader that has the fewest, so that loads differ by one at most.
 */
enum LeastLoadedAssigner implements KvsMediaSplitAssigner {
    INSTANCE;

    @Override
    public int assign(String stream, Context context) {
        int best = 0;
        for (int reader = 1; reader < context.numberOfReaders(); reader++) {
            if (context.load(reader) < context.load(best)) {
                best = reader;
            }
        }
        return best;
    }
}
