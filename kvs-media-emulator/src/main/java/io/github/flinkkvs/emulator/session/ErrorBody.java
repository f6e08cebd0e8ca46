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

package io.github.flinkkvs.emulator.session;

/** What the body of an error looks like. */
public enum ErrorBody {
    /** As of the service's own errors, with the name in the header {@code x-amzn-ErrorType}. */
    JSON,
    /** As the service answers a call that the host does not know: the name is in the body alone. */
    XML,
    /** As of something ahead of the service that knows nothing of it: no name at all. */
    HTML,
    /** No body and no name. */
    EMPTY
}
