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

import org.apache.flink.annotation.Internal;

import java.time.Instant;

/**
 * A stream that was read until the search had missed it for too long.
 *
 * @param name the stream's name
 * @param missingSince when a search missed it first, by the coordinator's clock
 * @param releasedAt when it was given up, by the coordinator's clock
 */
@Internal
public record ReleasedStream(String name, Instant missingSince, Instant releasedAt) {}
