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

package io.github.flinkkvs.media.source.enumerator;

import io.github.flinkkvs.media.model.StreamId;
import io.github.flinkkvs.media.source.position.StopPosition;
import io.github.flinkkvs.media.source.split.KvsMediaSplit;

import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.util.FlinkRuntimeException;

import javax.annotation.Nullable;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Has it found out what "now" is, for splits that are to end there, before they are assigned.
 * Coordinator thread; the lookup itself runs on Flink's worker thread.
 */
final class NowStops {

    private final SplitEnumeratorContext<?> context;
    private final StopLookup lookup;
    private final Consumer<Map<String, Optional<StopPosition>>> found;

    /** The splits that are being asked for. */
    private final Set<String> asked = new HashSet<>();

    private boolean closed;

    /**
     * @param found takes the ends by split id; nothing for a stream that does not exist
     */
    NowStops(
            SplitEnumeratorContext<?> context,
            StopLookup lookup,
            Consumer<Map<String, Optional<StopPosition>>> found) {
        this.context = context;
        this.lookup = lookup;
        this.found = found;
    }

    /** Asks for the ends of those among the splits that have none yet, and are not asked for. */
    void find(Collection<KvsMediaSplit> splits) {
        List<StreamId> streams =
                splits.stream()
                        .filter(split -> split.stop().isOpenNow() && asked.add(split.splitId()))
                        .map(KvsMediaSplit::stream)
                        .toList();
        if (!streams.isEmpty()) {
            context.callAsync(() -> lookup.find(streams), this::onResult);
        }
    }

    /** Returns whether some are being asked for. */
    boolean isAsking() {
        return !asked.isEmpty();
    }

    private void onResult(
            @Nullable Map<String, Optional<StopPosition>> stops, @Nullable Throwable error) {
        if (closed) {
            return;
        }
        if (error != null) {
            throw new FlinkRuntimeException(
                    "Cannot find out what is stored now, where the streams are to end. It needs"
                            + " kinesisvideo:GetDataEndpoint and kinesisvideo:ListFragments.",
                    error);
        }
        asked.removeAll(stops.keySet());
        found.accept(stops);
    }

    void close() {
        closed = true;
        lookup.close();
    }
}
