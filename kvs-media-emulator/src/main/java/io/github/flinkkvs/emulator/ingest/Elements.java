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

package io.github.flinkkvs.emulator.ingest;

/** Takes the elements of one Matroska document in their order. */
interface Elements {

    /** An element of so many bytes, head and content, is to come; nothing of it is kept yet. */
    void announced(long size);

    void ebmlHeader(byte[] element);

    /** A whole child of the segment that is no cluster. */
    void segmentChild(int id, byte[] element);

    /** A cluster begins: its id and size as sent. */
    void clusterBegins(byte[] head);

    /** A whole child of the cluster. */
    void clusterChild(int id, byte[] element);

    void clusterEnds();

    /** Another EBML header or segment; if this returns, the cutter takes no more. */
    void anotherDocument();
}
