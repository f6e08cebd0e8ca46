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

package io.github.flinkkvs.media.decode;

import org.apache.flink.annotation.PublicEvolving;

/** Is given the pictures of a {@link VideoDecoder}, in the order in which they are shown. */
@FunctionalInterface
@PublicEvolving
public interface PictureConsumer {

    /**
     * Takes a picture, or does not.
     *
     * @param frameId the id that came with the frame
     * @param picture valid until this call returns
     * @throws DecodeException if it cannot be converted
     */
    void accept(long frameId, DecodedPicture picture) throws DecodeException;
}
