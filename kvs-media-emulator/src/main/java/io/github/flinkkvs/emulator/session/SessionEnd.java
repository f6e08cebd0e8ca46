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

package io.github.flinkkvs.emulator.session;

import java.util.Locale;

/** The ways in which the emulator ends a session. */
public enum SessionEnd {
    /** The body's terminating chunk is sent: to the client a plain end of stream. */
    CLEAN,
    /** The connection is closed without the terminating chunk. */
    ABRUPT,
    /** The connection is reset. */
    RESET;

    /** As it is written in a fault. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
