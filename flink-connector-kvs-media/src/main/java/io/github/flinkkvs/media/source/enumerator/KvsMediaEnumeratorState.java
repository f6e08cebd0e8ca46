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

import io.github.flinkkvs.media.source.split.KvsMediaSplit;

import org.apache.flink.annotation.Internal;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a checkpoint holds of the enumerator: whole splits with their status, so that a checkpoint
 * at any moment, before, during or after assignment, loses none.
 *
 * @param assigned splits that a reader has; their position here is the one that they started with
 * @param pending splits that no reader has
 * @param owners the reader that each split is meant for, by split id, as far as it is known
 * @param parallelism how many readers there were; 0 if not known
 * @param firstDiscovery when the run began that found the first streams; empty before
 * @param released streams that were read and then given up, the oldest release first
 */
@Internal
public record KvsMediaEnumeratorState(
        List<KvsMediaSplit> assigned,
        List<KvsMediaSplit> pending,
        Map<String, Integer> owners,
        int parallelism,
        Optional<Instant> firstDiscovery,
        List<ReleasedStream> released) {

    /** A new job's. */
    public static final KvsMediaEnumeratorState NEW = of(List.of(), List.of());

    /** Splits of which the owners are not known. */
    static KvsMediaEnumeratorState of(List<KvsMediaSplit> assigned, List<KvsMediaSplit> pending) {
        return new KvsMediaEnumeratorState(
                assigned, pending, Map.of(), 0, Optional.empty(), List.of());
    }
}
