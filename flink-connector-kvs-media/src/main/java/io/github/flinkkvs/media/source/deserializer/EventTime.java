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

package io.github.flinkkvs.media.source.deserializer;

import io.github.flinkkvs.media.model.FragmentHeader;

import org.apache.flink.annotation.PublicEvolving;

import java.time.Instant;

/** Which of a fragment's times is the event time of its records. */
@PublicEvolving
public enum EventTime {
    /** When it was recorded, by the producer's clock. */
    PRODUCER_TIMESTAMP,
    /** When the service began to receive it, by the service's clock. */
    SERVER_TIMESTAMP;

    /** Returns the time of a fragment. */
    public Instant of(FragmentHeader fragment) {
        return this == PRODUCER_TIMESTAMP
                ? fragment.producerTimestamp()
                : fragment.serverTimestamp();
    }
}
