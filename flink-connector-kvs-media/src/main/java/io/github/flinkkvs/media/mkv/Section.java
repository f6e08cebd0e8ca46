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

package io.github.flinkkvs.media.mkv;

/** Reads one kind of the elements directly below Segment, with all that stands inside. */
interface Section {

    /** Passes over what it is given. */
    Section NONE =
            new Section() {
                @Override
                public void start(MatroskaElement element) {}

                @Override
                public void leaf(MatroskaElement element, Payload payload) {}

                @Override
                public void end(MatroskaElement element) {}
            };

    void start(MatroskaElement element) throws MalformedException;

    /** The payload is valid during the call only. */
    void leaf(MatroskaElement element, Payload payload) throws MalformedException;

    void end(MatroskaElement element) throws MalformedException;
}
