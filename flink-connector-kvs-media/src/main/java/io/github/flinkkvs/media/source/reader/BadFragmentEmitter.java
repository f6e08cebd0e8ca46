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

package io.github.flinkkvs.media.source.reader;

import io.github.flinkkvs.media.model.BadFragment;
import io.github.flinkkvs.media.model.MediaFragment;
import io.github.flinkkvs.media.source.deserializer.KvsMediaDeserializationSchema;
import io.github.flinkkvs.media.source.metrics.ReaderMetrics;
import io.github.flinkkvs.media.source.position.BadFragmentPolicy;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;

/** Tells of bad fragments that are stepped over, and emits them if it shall. Task thread. */
final class BadFragmentEmitter<T> {

    private static final Logger LOG = LoggerFactory.getLogger(BadFragmentEmitter.class);

    private final KvsMediaDeserializationSchema<T> deserializer;
    private final BadFragmentPolicy policy;
    private final ReaderMetrics metrics;

    BadFragmentEmitter(
            KvsMediaDeserializationSchema<T> deserializer,
            BadFragmentPolicy policy,
            ReaderMetrics metrics) {
        this.deserializer = deserializer;
        this.policy = policy;
        this.metrics = metrics;
    }

    /**
     * Does as the policy says about a fragment that the deserializer threw at.
     *
     * @throws IOException if the job is to fail
     */
    void notDeserialized(
            MediaFragment fragment, Exception error, FragmentOutput<T> output, String splitId)
            throws IOException {
        if (policy == BadFragmentPolicy.FAIL) {
            metrics.notDeserialized();
            throw new IOException(
                    "Cannot deserialize fragment "
                            + fragment.fragmentNumber()
                            + " of stream "
                            + fragment.stream()
                            + " ("
                            + fragment.chunkLength()
                            + " bytes, "
                            + fragment.frameCount()
                            + " frames): "
                            + error
                            + ". To go on behind such fragments, set source.bad-fragment.",
                    error);
        }
        LOG.debug("fragment={} deserializer threw", fragment.fragmentNumber(), error);
        emit(BadFragment.notDeserialized(fragment, error.toString()), output, splitId);
    }

    /** Reports a fragment that is stepped over. */
    void emit(BadFragment bad, FragmentOutput<T> output, String splitId) throws IOException {
        LOG.warn(
                "stream={} fragment={} is bad and stepped over (source.bad-fragment={}): {}",
                bad.stream(),
                bad.fragmentNumber(),
                policy,
                bad.reason());
        metrics.badFragment(splitId);
        if (policy == BadFragmentPolicy.EMIT) {
            deserializer.deserializeBad(bad, output);
        }
    }
}
