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

package io.github.flinkkvs.e2e;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Notes which fragments reach the operator behind the source. */
class Sightings implements Probe.Observer {

    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final List<IndexLine> lines = new ArrayList<>();

    @Override
    public synchronized void fragment(IndexLine line) {
        lines.add(line);
    }

    /** Returns all so far, in the order in which they came. */
    synchronized List<IndexLine> lines() {
        return List.copyOf(lines);
    }

    /** Returns all so far by stream, each stream's in the order in which they came. */
    Map<String, List<IndexLine>> byStream() {
        return lines().stream().collect(Collectors.groupingBy(IndexLine::stream));
    }

    /** Waits until a fragment has come. */
    void await(IndexLine line) {
        Eventually.await("the arrival of " + line, LONGEST, () -> lines().contains(line));
    }
}
