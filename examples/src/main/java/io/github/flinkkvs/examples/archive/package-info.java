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

/**
 * The parts of the example of an archive: where a fragment belongs, how its file is written, what
 * the index says of it, and the emulated cameras that are filmed when there are no real ones.
 *
 * <p>Called by {@code Archive} only.
 */
package io.github.flinkkvs.examples.archive;
