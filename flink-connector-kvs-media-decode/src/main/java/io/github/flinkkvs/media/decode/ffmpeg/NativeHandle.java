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

package io.github.flinkkvs.media.decode.ffmpeg;

import java.lang.ref.Cleaner;

/**
 * Something of FFmpeg's that is freed exactly once: by {@link #close}, or, where that was
 * forgotten, after the garbage collector has found its owner.
 */
final class NativeHandle implements AutoCloseable {

    private static final Cleaner CLEANER = Cleaner.create();

    private final Cleaner.Cleanable cleanable;

    /**
     * @param owner who uses it
     * @param free frees it, and must not refer to the owner
     */
    NativeHandle(Object owner, Runnable free) {
        this.cleanable = CLEANER.register(owner, free);
    }

    @Override
    public void close() {
        cleanable.clean();
    }
}
