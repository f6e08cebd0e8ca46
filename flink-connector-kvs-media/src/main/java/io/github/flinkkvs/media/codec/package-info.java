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
 * Frames as decoders and players take them: H.264 and H.265 by NAL units, AAC with ADTS headers,
 * G.711 and PCM as 16-bit samples, Motion JPEG as pictures.
 *
 * <p>For users' functions; nothing in the connector itself calls it. Knows {@code java} and {@code
 * model} only, decodes nothing, and keeps no state between frames: all of it is immutable and may
 * be shared between threads. What is not as it should be is a {@link
 * io.github.flinkkvs.media.codec.CodecException}, and memory is bounded by the frame given.
 */
package io.github.flinkkvs.media.codec;
