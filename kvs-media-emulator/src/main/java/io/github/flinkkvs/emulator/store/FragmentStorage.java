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

import java.time.Instant;

/**
 * Where one stream's whole fragments lie. Called by any thread.
 *
 * <p>What cannot be written ends in an {@link java.io.UncheckedIOException} and has not happened.
 */
interface FragmentStorage {
    /** Leaves every fragment where it is: in memory. */
    FragmentStorage MEMORY =
            new FragmentStorage() {
                @Override
                public ChunkBytes store(
                        StoredFragment fragment, Instant storedAt, boolean durably) {
                    return fragment.bytes();
                }

                @Override
                public long reserved() {
                    return 0;
                }

                @Override
                public void reserve(long sequence) {
                    // The numbers go with the stream.
                }
            };

    /**
     * Takes in a fragment.
     *
     * @param storedAt what its retention counts from
     * @param durably whether it must survive whatever ends the process once this returns
     * @return where it lies now
     */
    ChunkBytes store(StoredFragment fragment, Instant storedAt, boolean durably);

    /** The sequence up to which numbers may have been given out in the stream's life. */
    long reserved();

    /** Keeps the sequence up to which numbers will be given out. */
    void reserve(long sequence);
}
