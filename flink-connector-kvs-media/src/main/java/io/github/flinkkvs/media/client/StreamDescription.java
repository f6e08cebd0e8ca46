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

package io.github.flinkkvs.media.client;

import java.time.Duration;
import java.time.Instant;

/**
 * What the control plane says of a stream.
 *
 * @param name the stream's name
 * @param arn its ARN, which changes when the stream is deleted and created again
 * @param status CREATING, ACTIVE, UPDATING, DELETING, or what else the service says
 * @param retention how long fragments are kept; zero keeps only a buffer of minutes
 * @param creationTime when it was created
 */
public record StreamDescription(
        String name, String arn, String status, Duration retention, Instant creationTime) {}
