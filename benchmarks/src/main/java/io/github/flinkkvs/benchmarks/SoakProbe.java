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

package io.github.flinkkvs.benchmarks;

import io.github.flinkkvs.media.model.MediaFragment;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

import java.util.concurrent.atomic.AtomicLong;

/** Makes a line of each fragment, and fails when a failure is due. */
final class SoakProbe extends RichMapFunction<MediaFragment, String> {
    private static final long serialVersionUID = 1L;

    private static final AtomicLong SEEN = new AtomicLong();

    /** How many fragments have come since this process began; some more than once, by restarts. */
    static long seen() {
        return SEEN.get();
    }

    @Override
    public void open(OpenContext context) {
        TaskFailures.started();
    }

    @Override
    public String map(MediaFragment fragment) {
        TaskFailures.failIfDue();
        SEEN.incrementAndGet();
        return IndexLine.of(fragment).toString();
    }
}
