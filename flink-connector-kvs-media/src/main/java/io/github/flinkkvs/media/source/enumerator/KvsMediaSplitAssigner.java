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

package io.github.flinkkvs.media.source.enumerator;

import org.apache.flink.annotation.PublicEvolving;

import java.io.Serializable;
import java.util.Map;
import java.util.Set;

/**
 * Decides which reader gets a stream. Called on the coordinator thread, once for each stream that
 * no reader has; it must not block. A stream stays with its reader: when that one is lost, the
 * reader that takes its place gets it, without another question.
 */
@PublicEvolving
@FunctionalInterface
public interface KvsMediaSplitAssigner extends Serializable {

    /**
     * Chooses a reader, whether it is there yet or not.
     *
     * @param stream the stream's name
     * @param context what has been assigned so far
     * @return the reader's subtask index, from 0 to the number of readers less 1; anything else
     *     fails the job
     */
    int assign(String stream, Context context);

    /** The reader with the fewest streams, the lower index among equals. */
    static KvsMediaSplitAssigner leastLoaded() {
        return LeastLoadedAssigner.INSTANCE;
    }

    /** What there is when a stream is assigned. Unmodifiable, and valid during the call only. */
    @PublicEvolving
    interface Context {

        /** How many readers there are to be: the source's parallelism. */
        int numberOfReaders();

        /** The readers that are there now. */
        Set<Integer> registeredReaders();

        /** The names of the streams that are meant for each reader; a reader without has none. */
        Map<Integer, Set<String>> currentAssignments();

        /**
         * How many streams a reader has. After a restore with another parallelism Flink does not
         * tell which reader has which stream: they count here, evenly, and stand in {@link
         * #currentAssignments} only when they have come back.
         */
        int load(int reader);

        /** The names of the streams that no reader has, the one in question among them. */
        Set<String> pending();
    }
}
