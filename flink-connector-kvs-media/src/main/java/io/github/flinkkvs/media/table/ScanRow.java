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

/** What a row of the table is. */
@PublicEvolving
public enum ScanRow {
    /** A fragment: 1 to 10 s of media, as a Matroska document that plays by itself. */
    FRAGMENT,
    /** One frame of a track. */
    FRAME;

    /** Returns the name that options have. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
