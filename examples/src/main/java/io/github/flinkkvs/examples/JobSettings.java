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

package io.github.flinkkvs.examples;

import io.github.flinkkvs.media.source.KvsMediaSourceBuilder;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.LocalStreamEnvironment;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

import java.time.Duration;
import java.util.Map;

/** What the jobs ask of Flink and of their sources. */
final class JobSettings {

    private JobSettings() {}

    /** Points a source at a service; what is null is left to the AWS SDK. */
    static void pointAt(KvsMediaSourceBuilder<?> source, String endpoint, String region) {
        if (endpoint != null) {
            source.setEndpoint(endpoint);
        }
        if (region != null) {
            source.setRegion(region);
        }
    }

    static void apply(
            StreamExecutionEnvironment env, int parallelism, Duration checkpointInterval) {
        env.setParallelism(parallelism);
        env.enableCheckpointing(checkpointInterval.toMillis());
        if (env instanceof LocalStreamEnvironment) {
            // Without a cluster nobody else decides when an error is final.
            env.configure(
                    Configuration.fromMap(
                            Map.of(
                                    "restart-strategy.type", "fixed-delay",
                                    "restart-strategy.fixed-delay.attempts", "3",
                                    "restart-strategy.fixed-delay.delay", "1 s")));
        }
    }
}
