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
import java.util.List;

/**
 * Where an account's streams lie beyond the process's life, if anywhere. Thread-safe.
 *
 * <p>What cannot be written ends in an {@link java.io.UncheckedIOException} and has not happened.
 */
interface AccountStorage extends AutoCloseable {
    /** Keeps nothing: the streams go with the process. */
    AccountStorage MEMORY =
            new AccountStorage() {
                @Override
                public List<StreamSettings> streams() {
                    return List.of();
                }

                @Override
                public void create(StreamSettings settings) {
                    // Nothing outlives the process.
                }

                @Override
                public void save(StreamSettings settings) {
                    // Nothing outlives the process.
                }

                @Override
                public void delete(StreamSettings settings) {
                    // It goes with the account's reference to it.
                }

                @Override
                public FragmentStorage fragmentsOf(StreamSettings settings) {
                    return FragmentStorage.MEMORY;
                }

                @Override
                public void restore(StreamSettings settings, KeptFragments into) {
                    // Nothing was kept.
                }

                @Override
                public void close() {
                    // Memory needs no closing.
                }
            };

    /** The streams that were kept, in any order. */
    List<StreamSettings> streams();

    /** Keeps a new stream, ahead of anything else that is asked about it. */
    void create(StreamSettings settings);

    /** Keeps changed settings, unless the stream was deleted. */
    void save(StreamSettings settings);

    void delete(StreamSettings settings);

    FragmentStorage fragmentsOf(StreamSettings settings);

    /** Hands over a stream's kept fragments in order of number. */
    void restore(StreamSettings settings, KeptFragments into);

    /** Writes nothing from then on. */
    @Override
    void close();

    /** Takes fragments that were kept. */
    @FunctionalInterface
    interface KeptFragments {
        void accept(StoredFragment fragment, Instant storedAt);
    }
}
