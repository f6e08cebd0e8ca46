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

package io.github.flinkkvs.media.fuzz;

import java.util.List;

/** A part of the connector that reads bytes from outside. */
public interface FuzzTarget {

    /**
     * Lets the part read an input; returns if it kept all its promises, be it by the one exception
     * that it may refuse input with.
     *
     * @throws Exception or an error if it did not
     */
    void run(byte[] input) throws Exception;

    /** Inputs to begin with. */
    List<byte[]> seeds() throws Exception;
}
