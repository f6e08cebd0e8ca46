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
 * Flink, its clients and the emulator as processes of their own, to be used, stopped and killed as
 * an operator, or a power cut, does it. Nothing of Flink is on the way: processes are started from
 * a distribution on disk, and asked over REST.
 */
package io.github.flinkkvs.e2e.process;
