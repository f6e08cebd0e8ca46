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

package io.github.flinkkvs.media.source.config;

import org.apache.flink.annotation.Internal;

import javax.annotation.Nullable;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.util.Optional;

/** Tells early what else would only fail when the job is submitted. */
@Internal
public final class Serializability {

    private Serializability() {}

    /**
     * Checks that a part of the source can be sent to the cluster.
     *
     * @param setter the method that took the part
     * @param part what it took; null can be sent
     * @return what is wrong, if anything is
     */
    public static Optional<String> problemOf(String setter, @Nullable Object part) {
        try (ObjectOutputStream cluster = new ObjectOutputStream(OutputStream.nullOutputStream())) {
            cluster.writeObject(part);
            return Optional.empty();
        } catch (IOException | RuntimeException e) {
            return Optional.of(
                    setter
                            + " was given what cannot be sent to the cluster, a "
                            + part.getClass().getName()
                            + ": "
                            + e
                            + "; make its fields serializable, or transient and set where it runs");
        }
    }
}
