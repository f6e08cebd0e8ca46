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
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Passes fragments on and keeps the last of each stream in state, as a job of a user's may. Tells
 * the test, which runs in the same JVM, what it found there when it was restored.
 */
final class LastFragments extends RichMapFunction<MediaFragment, MediaFragment> {

    private static final long serialVersionUID = 1L;
    private static final Map<String, Sightings> RESTORED = new ConcurrentHashMap<>();

    private final String test = UUID.randomUUID().toString();
    private transient ValueState<MediaFragment> last;
    private transient Set<String> seen;

    /**
     * @param restored gets the fragments that were restored, each when its stream goes on
     */
    LastFragments(Sightings restored) {
        RESTORED.put(test, restored);
    }

    @Override
    public void open(OpenContext context) {
        seen = new HashSet<>();
        last =
                getRuntimeContext()
                        .getState(
                                new ValueStateDescriptor<>(
                                        "last", TypeInformation.of(MediaFragment.class)));
    }

    @Override
    public MediaFragment map(MediaFragment fragment) throws Exception {
        MediaFragment before = last.value();
        if (seen.add(fragment.streamName()) && before != null) {
            RESTORED.get(test).fragment(IndexLine.of(before));
        }
        last.update(fragment);
        return fragment;
    }
}
