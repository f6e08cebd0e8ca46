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

import java.util.List;

/**
 * What a checkpoint holds of the enumerator: whole splits with their status, so that a checkpoint
 * at any moment, before, during or after assignment, loses none.
 *
 * @param assigned splits that a reader has; their position here is the one that they started with
 * @param pending splits that no reader has
 */
@Internal
public record KvsMediaEnumeratorState(List<KvsMediaSplit> assigned, List<KvsMediaSplit> pending) {}
