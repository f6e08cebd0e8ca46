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
 * The service's quotas: what is allowed ({@code ServiceLimits}), and who counts it.
 *
 * <p>One {@code CallLimiter} and one {@code ConnectionLimiter} serve an emulator, one {@code
 * BandwidthMeter} a session. They answer with a {@code Refusal}, never with an exception, and
 * depend on nothing; {@code http} asks them in this order for every request whose stream it knows:
 *
 * <ol>
 *   <li>{@code CallLimiter.admit}, before the operation does anything;
 *   <li>for PutMedia, GetMedia and GetMediaForFragmentList {@code ConnectionLimiter.open}, and
 *       {@code close} when the response or the socket has ended, however it ended;
 *   <li>for a CreateStream of a name that is not taken {@code ServiceLimits.admitStream}.
 * </ol>
 */
package io.github.flinkkvs.emulator.limits;
