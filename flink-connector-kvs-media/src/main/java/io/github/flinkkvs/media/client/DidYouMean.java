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

package io.github.flinkkvs.media.client;

import org.apache.flink.annotation.Internal;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/** Tells the user of an unknown key which one was probably meant. */
@Internal
public final class DidYouMean {

    private DidYouMean() {}

    /**
     * Returns the end of a message about an unknown key.
     *
     * @param candidates what may have been meant
     * @param listed what is listed if it is none of these, at a guess
     */
    public static String hint(
            String unknown, Collection<String> candidates, Collection<String> listed) {
        return nearest(unknown, candidates)
                .map(key -> "did you mean '" + key + "'?")
                .orElseGet(() -> "known are " + String.join(", ", new TreeSet<>(listed)));
    }

    /**
     * Finds the known key that takes the fewest typing errors; case does not count.
     *
     * @return nothing if every key differs in more than a third of what was written
     */
    private static Optional<String> nearest(String unknown, Collection<String> known) {
        Optional<String> nearest = Optional.empty();
        int fewest = unknown.length() / 3 + 1;
        for (String key : new TreeSet<>(known)) {
            int errors =
                    typingErrors(unknown.toLowerCase(Locale.ROOT), key.toLowerCase(Locale.ROOT));
            if (errors < fewest) {
                fewest = errors;
                nearest = Optional.of(key);
            }
        }
        return nearest;
    }

    /** Levenshtein's distance: how many characters to insert, delete or replace. */
    private static int typingErrors(String from, String to) {
        int[] row = new int[to.length() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
