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

package io.github.flinkkvs.benchmarks.scale;

import io.github.flinkkvs.media.client.StreamDescription;
import io.github.flinkkvs.media.source.subscriber.StreamSearch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** A search that finds as many streams as it is told, at once. */
final class Cameras implements StreamSearch {
    private static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");

    private List<StreamDescription> streams = List.of();

    /** The next search finds the streams of these numbers. */
    void thereAre(int from, int to) {
        streams = IntStream.range(from, to).mapToObj(Cameras::stream).toList();
    }

    private static StreamDescription stream(int number) {
        String name = "building-7-floor-3-camera-%06d".formatted(number);
        return new StreamDescription(
                name,
                "arn:aws:kinesisvideo:eu-central-1:123456789012:stream/" + name + "/1700000000000",
                "ACTIVE",
                Duration.ofDays(1),
                CREATED);
    }

    @Override
    public List<StreamDescription> searchAfter(long delayMillis) {
        return streams;
    }

    @Override
    public void close() {}
}
