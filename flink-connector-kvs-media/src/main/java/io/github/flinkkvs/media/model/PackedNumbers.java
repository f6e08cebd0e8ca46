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

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers without sign, each in as few bytes of an array as the largest of its kind needs. */
final class PackedNumbers {

    /** How many bytes behind the last number are touched as well. */
    static final int MARGIN = Long.BYTES;

    private static final VarHandle WORDS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private PackedNumbers() {}

    /** Returns the least of the first numbers, or 0 where there is none. */
    static long least(long[] numbers, int count) {
        long least = count == 0 ? 0 : numbers[0];
        for (int i = 1; i < count; i++) {
            least = Math.min(least, numbers[i]);
        }
        return least;
    }

    /** Returns the largest of the first numbers, or 0 where there is none. */
    static long most(long[] numbers, int count) {
        long most = count == 0 ? 0 : numbers[0];
        for (int i = 1; i < count; i++) {
            most = Math.max(most, numbers[i]);
        }
        return most;
    }

    /** Returns how many bytes numbers up to this one need; none where all are 0. */
    static int width(long largest) {
        return (Long.SIZE - Long.numberOfLeadingZeros(largest) + Byte.SIZE - 1) / Byte.SIZE;
    }

    static long get(byte[] array, int at, int width) {
        long word = (long) WORDS.get(array, at);
        return width == Long.BYTES ? word : word & ((1L << (Byte.SIZE * width)) - 1);
    }

    /** Overwrites what stands behind the number: numbers are to be put in the order of places. */
    static void put(byte[] array, int at, long number) {
        WORDS.set(array, at, number);
    }
}
