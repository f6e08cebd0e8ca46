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

package io.github.flinkkvs.e2e;

import io.github.flinkkvs.media.model.MediaFragment;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.CheckpointListener;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes a line of each fragment, and lets a test watch and interfere: cluster and test share one
 * JVM, so the observer is reached through a static map.
 */
final class Probe extends RichMapFunction<MediaFragment, String> implements CheckpointListener {

    private static final long serialVersionUID = 1L;
    private static final Map<String, Observer> OBSERVERS = new ConcurrentHashMap<>();

    private final String observer = UUID.randomUUID().toString();

    /** What a test wants to hear of. Called on task threads; what it throws fails the task. */
    interface Observer {

        /** A task has been started, for the first time or again. */
        default void started() {}

        /** A fragment has come. */
        default void fragment(IndexLine line) {}

        /** A checkpoint is complete, as one of the tasks hears. */
        default void checkpointComplete(long checkpoint) {}
    }

    Probe(Observer observer) {
        OBSERVERS.put(this.observer, observer);
    }

    @Override
    public void open(OpenContext context) {
        OBSERVERS.get(observer).started();
    }

    @Override
    public String map(MediaFragment fragment) {
        IndexLine line = IndexLine.of(fragment);
        OBSERVERS.get(observer).fragment(line);
        return line.toString();
    }

    @Override
    public void notifyCheckpointComplete(long checkpoint) {
        OBSERVERS.get(observer).checkpointComplete(checkpoint);
    }
}
