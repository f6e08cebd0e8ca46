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

import java.util.Set;

/**
 * One row of the {@link FailureTable}.
 *
 * @param error the service's name of the error, {@code in-band} and an id, or one of the table's
 *     own words for what has no name
 * @param phases when the row holds
 * @param action what is to be done
 * @param advice what the user can do, a sentence; empty where there is nothing
 */
public record FailureRow(
        String error, Set<FailurePhase> phases, FailureAction action, String advice) {

    FailureRow(FailureAction action, String error, String advice, FailurePhase... phases) {
        this(error, Set.of(phases), action, advice);
    }
}
