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

package io.github.flinkkvs.emulator.store;

/** Where one stream's whole fragments lie. Called by any thread. */
interface FragmentStorage {
    /** Leaves every fragment where it is: in memory. */
    FragmentStorage MEMORY =
            new FragmentStorage() {
                @Override
                public ChunkBytes store(StoredFragment fragment) {
                    return fragment.bytes();
                }

                @Override
                public void forget(String number) {
                    // It goes with its entry.
                }
            };

    /** Keeps a fragment; when it returns, the fragment survives as the storage promises. */
    ChunkBytes store(StoredFragment fragment);

    /** Lets go of a fragment, which may be none of the storage's. */
    void forget(String number);
}
