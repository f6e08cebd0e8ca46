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

package io.github.flinkkvs.media.model;

import org.apache.flink.annotation.PublicEvolving;

import java.io.Serializable;

/**
 * The number that the service gave a fragment: decimal digits, unique in the stream and growing in
 * the order of arrival.
 *
 * <p>Numbers have 47 digits in practice and may have 128, so they fit no {@code long} and are
 * compared as integers, never as text. Numbers of two streams say nothing about each other, and a
 * gap between two numbers says nothing about loss.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/kinesisvideostreams/latest/dg/API_reader_Fragment.html">API
 *     reference, Fragment</a>
 */
@PublicEvolving
public final class FragmentNumber implements Comparable<FragmentNumber>, Serializable {

    private static final long serialVersionUID = 1L;
    private static final int MAX_DIGITS = 128;

    private final String digits;

    private FragmentNumber(String digits) {
        this.digits = digits;
    }

    /**
     * Reads a number from the service's text.
     *
     * @param digits 1 to 128 decimal digits
     * @throws IllegalArgumentException if the text is anything else
     */
    public static FragmentNumber of(String digits) {
        if (digits.isEmpty() || digits.length() > MAX_DIGITS || !isDecimal(digits)) {
            throw new IllegalArgumentException(
                    "Not a fragment number: expected 1 to 128 decimal digits, found '"
                            + digits
                            + "'. Fragment numbers come from GetMedia, ListFragments or PutMedia.");
        }
        int first = 0;
        while (first < digits.length() - 1 && digits.charAt(first) == '0') {
            first++;
        }
        return new FragmentNumber(digits.substring(first));
    }

    private static boolean isDecimal(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    /** Compares as integers: without leading zeros the longer number is the greater one. */
    @Override
    public int compareTo(FragmentNumber other) {
        int byLength = Integer.compare(digits.length(), other.digits.length());
        return byLength != 0 ? byLength : digits.compareTo(other.digits);
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof FragmentNumber && digits.equals(((FragmentNumber) o).digits);
    }

    @Override
    public int hashCode() {
        return digits.hashCode();
    }

    /** Returns the decimal digits, as requests carry them. */
    @Override
    public String toString() {
        return digits;
    }
}
