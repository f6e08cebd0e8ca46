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

import java.util.Locale;

/** Versions of a stream's settings: opaque 20 characters on the wire, a counter in here. */
final class StreamVersions {
    private static final int RADIX = 36;
    private static final int LENGTH = 20;

    private StreamVersions() {}

    static String first() {
        return text(1);
    }

    static String next(String version) {
        return text(Long.parseLong(version.substring(LENGTH - 12), RADIX) + 1);
    }

    private static String text(long count) {
        String digits = Long.toString(count, RADIX).toUpperCase(Locale.ROOT);
        return "0".repeat(LENGTH - digits.length()) + digits;
    }
}
