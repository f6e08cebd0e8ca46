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

package io.github.flinkkvs.media.client;

import io.github.flinkkvs.media.model.FragmentNumber;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One page of the fragments that are stored.
 *
 * @param fragments the fragments, in no order
 * @param nextToken asks for the next page; empty at the end
 */
public record FragmentPage(List<Stored> fragments, Optional<String> nextToken) {

    /**
     * A fragment that is stored.
     *
     * @param number its number
     * @param serverTimestamp when the service began to receive it
     */
    public record Stored(FragmentNumber number, Instant serverTimestamp) {}
}
