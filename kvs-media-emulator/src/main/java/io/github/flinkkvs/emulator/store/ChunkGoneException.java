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

/**
 * The chunk was let go of between being found and being opened: go on with the next one. Once a
 * chunk is open it can be read to its end whatever becomes of the fragment.
 */
public final class ChunkGoneException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ChunkGoneException(String number, Throwable cause) {
        super("Fragment " + number + " is not kept any more", cause);
    }
}
