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

import io.github.flinkkvs.media.client.StreamDescription;
import io.github.flinkkvs.media.source.config.SourceConfig.DiscoveryConfig;
import io.github.flinkkvs.media.source.metrics.EnumeratorMetrics;
import io.github.flinkkvs.media.source.subscriber.StreamSearch;

import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.util.FlinkRuntimeException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import javax.annotation.Nullable;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Searches for streams on Flink's worker thread, once or for ever, and hands what it finds to the
 * coordinator thread, on which everything else here runs.
 *
 * <p>A search is asked for when the one before has been dealt with. So two never overlap, and none
 * is compared with anything older than what is known at that moment.
 */
final class DiscoveryLoop {

    private static final Logger LOG = LoggerFactory.getLogger(DiscoveryLoop.class);

    /** Until the first search succeeds, the job reads nothing: it is repeated soon. */
    private static final Duration FIRST_RETRY = Duration.ofSeconds(5);

    private final SplitEnumeratorContext<?> context;
    private final StreamSearch search;
    private final DiscoveryConfig config;
    private final boolean isRepeated;
    private final Clock clock;
    private final Consumer<List<StreamDescription>> found;

    /** None before the start. */
    @Nullable private EnumeratorMetrics metrics;

    private boolean hasSucceeded;
    private int failuresInARow;
    private boolean closed;

    /**
     * @param isRepeated whether to search again after the first search that succeeds
     * @param found takes what each search found
     */
    DiscoveryLoop(
            SplitEnumeratorContext<?> context,
            StreamSearch search,
            DiscoveryConfig config,
            boolean isRepeated,
            Clock clock,
            Consumer<List<StreamDescription>> found) {
        this.context = context;
        this.search = search;
        this.config = config;
        this.isRepeated = isRepeated;
        this.clock = clock;
        this.found = found;
    }

    void start() {
        metrics = new EnumeratorMetrics(context.metricGroup(), clock);
        searchAfter(Duration.ZERO);
    }

    boolean hasSucceeded() {
        return hasSucceeded;
    }

    private void searchAfter(Duration delay) {
        context.callAsync(() -> search.searchAfter(delay.toMillis()), this::onResult);
    }

    private void onResult(@Nullable List<StreamDescription> streams, @Nullable Throwable error) {
        if (closed) {
            return;
        }
        if (error == null) {
            failuresInARow = 0;
            hasSucceeded = true;
            metrics.searchSucceeded(streams.size());
            found.accept(streams);
        } else {
            onFailure(error);
        }
        if (!hasSucceeded) {
            searchAfter(FIRST_RETRY.multipliedBy(failuresInARow));
        } else if (isRepeated) {
            searchAfter(config.interval());
        }
    }

    private void onFailure(Throwable error) {
        failuresInARow++;
        metrics.searchFailed();
        if (failuresInARow > config.toleratedFailures()) {
            throw new FlinkRuntimeException(
                    "The search for streams failed "
                            + failuresInARow
                            + " times in a row. It needs kinesisvideo:ListStreams, and"
                            + " kinesisvideo:ListTagsForStream if streams are chosen by tag.",
                    error);
        }
        LOG.warn(
                "The search for streams failed; {} more failures in a row are tolerated",
                config.toleratedFailures() - failuresInARow,
                error);
    }

    void close() {
        closed = true;
        search.close();
        if (metrics != null) {
            metrics.close();
        }
    }
}
