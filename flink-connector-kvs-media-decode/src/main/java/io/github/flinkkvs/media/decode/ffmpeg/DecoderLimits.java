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

package io.github.flinkkvs.media.decode.ffmpeg;

/**
 * How far a decoder may go.
 *
 * @param maxPixels pixels of a picture; larger ones are refused before memory is taken for them
 * @param threads threads of FFmpeg's own; 1 decodes on the caller's
 * @param concealsDamage whether FFmpeg mends what it can rather than refuse it
 */
public record DecoderLimits(long maxPixels, int threads, boolean concealsDamage) {}
