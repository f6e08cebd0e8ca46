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

package io.github.flinkkvs.emulator.store;

import java.util.Optional;

/**
 * What a stream keeps, in short.
 *
 * @param count fragments, those included that are still coming in
 * @param bytes of their chunks
 * @param oldest the first whole one, if there is any
 * @param newest the last whole one
 */
public record KeptFragments(
        int count, long bytes, Optional<StoredFragment> oldest, Optional<StoredFragment> newest) {}
