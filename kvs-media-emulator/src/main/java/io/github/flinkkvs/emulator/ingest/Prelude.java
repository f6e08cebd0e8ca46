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

package io.github.flinkkvs.emulator.ingest;

import io.github.flinkkvs.emulator.mkv.MatroskaIds;

import java.io.ByteArrayOutputStream;

/**
 * What a producer sends ahead of its first cluster, and what of it goes ahead of each.
 *
 * <p>In captured GetMedia bodies all of it came back with every chunk, but the tags ahead of Info
 * with the first chunk only.
 */
final class Prelude {
    private final ByteArrayOutputStream first = new ByteArrayOutputStream();
    private final ByteArrayOutputStream common = new ByteArrayOutputStream();
    private final ByteArrayOutputStream once = new ByteArrayOutputStream();
    private boolean infoSeen;
    private byte[] sealed;

    /** Whether a fragment has begun already. */
    boolean sealed() {
        return sealed != null;
    }

    void add(int id, byte[] element) {
        infoSeen |= id == MatroskaIds.INFO;
        first.writeBytes(element);
        if (infoSeen || id != MatroskaIds.TAGS) {
            common.writeBytes(element);
        }
    }

    /** Adds what goes ahead of the next fragment alone. */
    void addOnce(byte[] element) {
        once.writeBytes(element);
    }

    /** The bytes ahead of the next fragment; those common to many are one array. */
    byte[] take() {
        if (!sealed()) {
            sealed = common.toByteArray();
            return first.toByteArray();
        }
        if (once.size() == 0) {
            return sealed;
        }
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(sealed);
        both.writeBytes(once.toByteArray());
        once.reset();
        return both.toByteArray();
    }
}
