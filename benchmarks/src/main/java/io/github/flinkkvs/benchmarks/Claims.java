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

package io.github.flinkkvs.benchmarks;

import java.util.function.Consumer;

/** Says of each claim whether it holds, and in the end whether all did. Not thread-safe. */
final class Claims {
    private final Consumer<String> out;
    private boolean allHold = true;

    Claims(Consumer<String> out) {
        this.out = out;
    }

    void check(String claim, boolean holds) {
        out.accept((holds ? "yes: " : "NO: ") + claim);
        allHold &= holds;
    }

    boolean allHold() {
        return allHold;
    }
}
