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

package io.github.flinkkvs.benchmarks;

import io.github.flinkkvs.media.model.MediaFragment;

import org.apache.flink.api.common.functions.MapFunction;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Notes what has come through the job, which runs in this process. */
final class Arrivals implements MapFunction<MediaFragment, Long> {
    private static final long serialVersionUID = 1L;

    private static final Map<String, List<String>> NUMBERS = new ConcurrentHashMap<>();
    private static final AtomicLong COUNT = new AtomicLong();

    static void forget() {
        NUMBERS.clear();
        COUNT.set(0);
    }

    static long count() {
        return COUNT.get();
    }

    /** Numbers of a stream's fragments in the order in which they came. */
    static List<String> numbers(String stream) {
        return NUMBERS.getOrDefault(stream, List.of());
    }

    @Override
    public Long map(MediaFragment fragment) {
        NUMBERS.computeIfAbsent(fragment.stream().name(), name -> new CopyOnWriteArrayList<>())
                .add(fragment.fragmentNumber().toString());
        return COUNT.incrementAndGet();
    }
}
