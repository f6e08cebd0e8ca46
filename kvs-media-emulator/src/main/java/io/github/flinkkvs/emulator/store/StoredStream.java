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

package io.github.flinkkvs.emulator.store;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** One stream of the account: its identity, its settings and its fragments. Thread-safe. */
public final class StoredStream {
    private volatile StreamSettings settings;
    private final FragmentLog log;
    private final Consumer<StreamSettings> keep;
    private volatile boolean deleted;

    StoredStream(StreamSettings settings, FragmentLog log, Consumer<StreamSettings> keep) {
        this.settings = settings;
        this.log = log;
        this.keep = keep;
    }

    public String name() {
        return settings().name();
    }

    /** Ends in the creation time, so that a stream created again has another one. */
    public String arn() {
        return settings().arn();
    }

    /**
     * When it was created, or when its first fragment arrived if that is said to be before: clients
     * take media that they have read of a stream for another stream's if this one is younger.
     */
    public Instant creationTime() {
        Instant created = settings().creationTime();
        Instant earliest = log.earliestArrival();
        return earliest.isBefore(created) ? earliest : created;
    }

    /** What DescribeStream and ListTagsForStream tell, as of now. */
    public StreamSettings settings() {
        return settings;
    }

    public FragmentLog log() {
        return log;
    }

    /** Whether the account knows it no more; what still holds it may end. */
    public boolean deleted() {
        return deleted;
    }

    public void tag(Map<String, String> more) {
        change(
                old -> {
                    Map<String, String> tags = new TreeMap<>(old.tags());
                    tags.putAll(more);
                    return old.withTags(tags);
                });
    }

    public void untag(Collection<String> keys) {
        change(
                old -> {
                    Map<String, String> tags = new TreeMap<>(old.tags());
                    tags.keySet().removeAll(keys);
                    return old.withTags(tags);
                });
    }

    /** Changes what is kept; lowering it forgets the older data at once. */
    public void retain(Retention retention) {
        change(old -> old.withRetention(retention));
        log.retain(retention);
    }

    void delete() {
        deleted = true;
        log.close();
    }

    private synchronized void change(UnaryOperator<StreamSettings> change) {
        StreamSettings changed = change.apply(settings());
        keep.accept(changed);
        settings = changed;
    }
}
