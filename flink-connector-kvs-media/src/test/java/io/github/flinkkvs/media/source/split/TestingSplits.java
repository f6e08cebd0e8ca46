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

package io.github.flinkkvs.media.source.split;

import io.github.flinkkvs.media.model.FragmentNumber;
import io.github.flinkkvs.media.model.StreamId;
import io.github.flinkkvs.media.source.position.StartPosition;
import io.github.flinkkvs.media.source.position.StopPosition;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Splits made by hand. */
public final class TestingSplits {

    public static final String ARN =
            "arn:aws:kinesisvideo:eu-central-1:123456789012:stream/camera-2/1551924009774";

    public static final StopPosition STOP =
            StopPosition.serverTimestamp(Instant.parse("2026-03-02T00:00:00Z"));

    /** Every way to start, by the name that its golden bytes have. */
    static final Map<String, StartPosition> STARTS =
            Map.of(
                    "now", StartPosition.now(),
                    "earliest", StartPosition.earliest(),
                    "fragment-number", StartPosition.afterFragment(FragmentNumber.of("42")),
                    "server-timestamp",
                            StartPosition.serverTimestamp(
                                    Instant.parse("2026-03-01T09:59:00.500Z")),
                    "producer-timestamp",
                            StartPosition.producerTimestamp(
                                    Instant.parse("1970-01-13T20:05:09.253Z")),
                    "continuation-token", StartPosition.continuationToken("a_token.with-all"));

    /** Every way to start of version 2, in the order in which its golden bytes take the ends. */
    static final List<String> STARTS_V2 =
            List.of(
                    "now",
                    "earliest",
                    "fragment-number",
                    "server-timestamp",
                    "producer-timestamp",
                    "continuation-token",
                    "at-fragment");

    private static final StartPosition AT_FRAGMENT =
            StartPosition.atFragment(
                    FragmentNumber.of("42"), Instant.parse("2026-03-01T09:59:00.500Z"));

    private static final String NUMBER = "91343852333181432392682062607743920146264334721";

    /** Every way to end of version 2. */
    static final List<StopPosition> STOPS_V2 =
            List.of(
                    StopPosition.never(),
                    StopPosition.now(),
                    STOP,
                    StopPosition.producerTimestamp(Instant.parse("2026-03-02T00:00:00Z")),
                    StopPosition.afterFragment(FragmentNumber.of(NUMBER)),
                    StopPosition.afterFragment(FragmentNumber.of(NUMBER)).asNow(),
                    STOP.asNow());

    private static final SplitPosition.LastFragment LAST =
            new SplitPosition.LastFragment(
                    FragmentNumber.of(NUMBER),
                    NUMBER,
                    Instant.parse("2026-03-01T10:00:00.123Z"),
                    Instant.parse("2026-03-01T10:00:01.456000001Z"));

    private TestingSplits() {}

    static StartPosition startOfVersionTwo(String name) {
        return STARTS.getOrDefault(name, AT_FRAGMENT);
    }

    /** A stream that is read for ever and of which nothing has been read. */
    public static KvsMediaSplit split(String stream) {
        return unread(stream, StartPosition.earliest(), StopPosition.never());
    }

    public static KvsMediaSplit unread(String stream, StartPosition start, StopPosition stop) {
        return new KvsMediaSplit(StreamId.of(stream), SplitPosition.startingAt(start), stop);
    }

    /** A stream that has been read up to one and the same fragment. */
    public static KvsMediaSplit read(String stream, StartPosition start, StopPosition stop) {
        return new KvsMediaSplit(
                StreamId.of(stream), new SplitPosition(start, Optional.of(LAST)), stop);
    }
}
