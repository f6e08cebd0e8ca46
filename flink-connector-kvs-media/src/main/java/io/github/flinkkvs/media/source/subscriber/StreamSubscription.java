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

package io.github.flinkkvs.media.source.subscriber;

import io.github.flinkkvs.media.model.StreamId;

import org.apache.flink.annotation.Internal;

import javax.annotation.Nullable;

import java.io.Serializable;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The streams that a source is to read: named ones, or all that match a prefix, a pattern and tags,
 * as far as these are set. Immutable.
 */
@Internal
public final class StreamSubscription implements Serializable {

    private static final long serialVersionUID = 1L;

    private final LinkedHashMap<String, StreamId> named = new LinkedHashMap<>();
    private final boolean isDiscovered;
    private final String prefix;
    @Nullable private final Pattern pattern;
    private final TreeMap<String, String> tags;

    private StreamSubscription(
            List<StreamId> named,
            boolean isDiscovered,
            String prefix,
            @Nullable Pattern pattern,
            Map<String, String> tags) {
        named.forEach(stream -> this.named.put(stream.name(), stream));
        this.isDiscovered = isDiscovered;
        this.prefix = prefix;
        this.pattern = pattern;
        this.tags = new TreeMap<>(tags);
    }

    /** These streams, whether they exist or not. */
    public static StreamSubscription named(List<StreamId> streams) {
        return new StreamSubscription(streams, false, "", null, Map.of());
    }

    /**
     * All streams that match.
     *
     * @param prefix what the name begins with; empty for any
     * @param pattern what the whole name matches; null for any
     * @param tags what the stream must be tagged with, key by key; empty for any
     */
    public static StreamSubscription matching(
            String prefix, @Nullable Pattern pattern, Map<String, String> tags) {
        return new StreamSubscription(List.of(), true, prefix, pattern, tags);
    }

    /** Returns whether the service has to be asked which streams there are. */
    public boolean isDiscovered() {
        return isDiscovered;
    }

    /** Returns the streams that are named; none if they are discovered. */
    public Collection<StreamId> named() {
        return Collections.unmodifiableCollection(named.values());
    }

    /** Returns a short text of what is searched for, such as {@code cam-*}. */
    public String selection() {
        return prefix
                + "*"
                + (pattern == null ? "" : " matching " + pattern)
                + (tags.isEmpty() ? "" : " tagged " + tags);
    }

    /** Returns the filter of ListStreams; the service has no other. */
    Optional<String> prefix() {
        return prefix.isEmpty() ? Optional.empty() : Optional.of(prefix);
    }

    boolean needsTags() {
        return !tags.isEmpty();
    }

    boolean matchesName(String name) {
        return name.startsWith(prefix) && (pattern == null || pattern.matcher(name).matches());
    }

    boolean matchesTags(Map<String, String> ofStream) {
        return ofStream.entrySet().containsAll(tags.entrySet());
    }

    /**
     * Returns a saved stream in the form that it is subscribed in now; nothing if it no longer is.
     * Of a stream that is discovered only the name is looked at: its tags are not known here.
     */
    public Optional<StreamId> present(StreamId saved) {
        return isDiscovered
                ? Optional.of(saved).filter(stream -> matchesName(stream.name()))
                : Optional.ofNullable(named.get(saved.name()));
    }
}
