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

import io.github.flinkkvs.media.source.config.ConfigProblems;

import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;

import java.util.Optional;

/** Reads one option, and makes a problem of a value that is none of its type. */
final class ReadableOption {

    private ReadableOption() {}

    /**
     * Returns the option's value or default.
     *
     * @return nothing if there is neither, or if the value cannot be read
     */
    static <T> Optional<T> read(
            ConfigOption<T> option, ReadableConfig options, ConfigProblems problems) {
        try {
            return Optional.ofNullable(options.get(option));
        } catch (IllegalArgumentException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            problems.add("'" + option.key() + "': " + cause.getMessage());
            return Optional.empty();
        }
    }
}
