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
 * The service: the only floor that knows AWS. A narrow interface to list, describe and read
 * streams, its one implementation on the AWS SDK for Java v2, the endpoint cache, the error table,
 * and the {@code aws.*} options.
 *
 * <p>Called by {@code source}; calls {@code model} only, and knows neither Flink's runtime nor
 * Matroska.
 */
package io.github.flinkkvs.media.client;
