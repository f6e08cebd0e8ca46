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

package io.github.flinkkvs.media.table;

import org.apache.flink.annotation.PublicEvolving;

import java.util.Locale;

/**
 * Where a table's streams are read from, see {@link
 * io.github.flinkkvs.media.source.position.StartPosition}.
 */
@PublicEvolving
public enum StartupMode {
    NOW,
    EARLIEST,
    SERVER_TIMESTAMP,
    PRODUCER_TIMESTAMP,
    AT_FRAGMENT,
    AFTER_FRAGMENT,
    CONTINUATION_TOKEN;

    /** Returns the name that options have. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
