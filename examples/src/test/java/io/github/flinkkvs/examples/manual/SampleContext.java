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

package io.github.flinkkvs.examples.manual;

import io.github.flinkkvs.emulator.KvsEmulator;
import io.github.flinkkvs.media.model.MediaFragment;
import io.github.flinkkvs.media.source.KvsMediaSource;
import io.github.flinkkvs.media.source.KvsMediaSourceBuilder;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** What samples of Java speak of without saying where it comes from. */
abstract class SampleContext {

    protected StreamExecutionEnvironment env;
    protected KvsMediaSourceBuilder<MediaFragment> builder;
    protected KvsMediaSource<MediaFragment> source;
    protected WatermarkStrategy<MediaFragment> watermarks;
    protected DataStream<MediaFragment> fragments;
    protected MediaFragment fragment;
    protected KvsEmulator emulator;
}
