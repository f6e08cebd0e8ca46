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

/**
 * A picture inside the decoder. It stands there until the next one: what is not {@linkplain
 * #toPicture taken} costs no more than its decoding.
 */
@PublicEvolving
public interface DecodedPicture {

    /** Returns the width as it is coded, in pixels. */
    int width();

    /** Returns the height as it is coded, in pixels. */
    int height();

    /**
     * Takes the picture, scaled and in the format that the decoder's settings say.
     *
     * @throws DecodeException if it cannot be converted
     */
    Picture toPicture() throws DecodeException;
}
