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

package io.github.flinkkvs.examples.call;

import java.time.Instant;

/**
 * What one channel of a call has in one fragment.
 *
 * @param stream the stream's name
 * @param channel the track's name, such as {@code AUDIO_FROM_CUSTOMER}
 * @param contactId whose call it is; empty if the fragment does not say
 * @param received when the service began to receive the fragment
 * @param fragmentStart when the fragment began by the producer's clock
 * @param start when this sound began by the producer's clock
 * @param hertz samples per second
 * @param voices how many samples there are of each instant, one after the other
 * @param pcm signed samples of 16 bits, little-endian
 */
@SuppressWarnings("ArrayRecordComponent") // On its way to state, never compared.
public record CallSound(
        String stream,
        String channel,
        String contactId,
        Instant received,
        Instant fragmentStart,
        Instant start,
        int hertz,
        int voices,
        byte[] pcm) {

    /** A channel of a stream, on which calls follow one another. */
    public String line() {
        return stream + "/" + channel;
    }
}
