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

package io.github.flinkkvs.media.decode.table;

import io.github.flinkkvs.media.decode.DecodeException;

import org.apache.flink.metrics.Counter;
import org.apache.flink.table.functions.FunctionContext;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what a TRY function makes null of. */
final class LostPictures {

    private static final Logger LOG = LoggerFactory.getLogger(LostPictures.class);

    private final Counter counter;

    LostPictures(FunctionContext context) {
        this.counter = context.getMetricGroup().counter("lostPictures");
    }

    /** Returns null. */
    byte[] one(DecodeException reason) {
        counter.inc();
        LOG.debug("A picture is null since it cannot be decoded", reason);
        return null;
    }
}
