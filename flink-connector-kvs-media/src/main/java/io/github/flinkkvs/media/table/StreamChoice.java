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

package io.github.flinkkvs.media.table;

import io.github.flinkkvs.media.model.StreamId;
import io.github.flinkkvs.media.source.KvsMediaSourceBuilder;
import io.github.flinkkvs.media.source.config.ConfigProblems;

import org.apache.flink.configuration.ReadableConfig;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/**
 * The streams of a table: named ones, or what they are searched for by.
 *
 * @param named names and ARNs; none if streams are searched for
 * @param prefix empty for any
 * @param pattern a regular expression; empty for any
 * @param tags empty for any
 */
record StreamChoice(List<String> named, String prefix, String pattern, Map<String, String> tags) {

    /** Reads the options; what is wrong with them goes to the problems. */
    static StreamChoice read(ReadableConfig options, ConfigProblems problems) {
        StreamChoice choice =
                new StreamChoice(
                        ReadableOption.read(KvsMediaTableOptions.STREAM, options, problems)
                                .orElse(List.of()),
                        ReadableOption.read(KvsMediaTableOptions.STREAM_PREFIX, options, problems)
                                .orElse(""),
                        ReadableOption.read(KvsMediaTableOptions.STREAM_PATTERN, options, problems)
                                .orElse(""),
                        ReadableOption.read(KvsMediaTableOptions.STREAM_TAGS, options, problems)
                                .orElse(Map.of()));
        choice.check(problems);
        return choice;
    }

    private void check(ConfigProblems problems) {
        if (isSearched() && !named.isEmpty()) {
            problems.add(
                    "'stream' names the streams, and 'stream-prefix', 'stream-pattern' or"
                            + " 'stream-tags' search for them: set one or the other");
        }
        if (!isSearched() && named.isEmpty()) {
            problems.add(
                    "no stream: set 'stream' to names or ARNs with semicolons between them, or"
                            + " 'stream-prefix', 'stream-pattern' or 'stream-tags'");
        }
        checkNames(problems);
        if (!prefix.matches("[a-zA-Z0-9_.-]{0,256}")) {
            problems.add(
                    "'stream-prefix' is '"
                            + prefix
                            + "', which no stream's name begins with: names have letters, digits,"
                            + " '_', '.' and '-', at most 256");
        }
        try {
            Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            problems.add("'stream-pattern' is no regular expression: " + e.getMessage());
        }
    }

    private void checkNames(ConfigProblems problems) {
        Set<String> names = new HashSet<>();
        for (String stream : named) {
            try {
                if (!names.add(StreamId.of(stream).name())) {
                    problems.add("'stream' has '" + stream + "' twice: leave one out");
                }
            } catch (IllegalArgumentException e) {
                problems.add("'stream': " + e.getMessage());
            }
        }
    }

    boolean isSearched() {
        return !prefix.isEmpty() || !pattern.isEmpty() || !tags.isEmpty();
    }

    /** Returns the named streams whose names pass; those that are searched for stay as they are. */
    StreamChoice namedOnly(Predicate<String> names) {
        return new StreamChoice(
                named.stream()
                        .filter(stream -> names.test(StreamId.of(stream).name()))
                        .collect(Collectors.toUnmodifiableList()),
                prefix,
                pattern,
                tags);
    }

    /**
     * Returns a search that finds only those of the names that this one would find. The service
     * lists by prefix, so it is asked for what the names have in common.
     *
     * @return a choice of no stream if none can be found
     */
    StreamChoice searchedOnly(Set<String> names) {
        Pattern own = Pattern.compile(pattern.isEmpty() ? ".*" : pattern);
        List<String> possible =
                names.stream()
                        .filter(name -> name.startsWith(prefix) && own.matcher(name).matches())
                        .sorted()
                        .toList();
        if (possible.isEmpty()) {
            return new StreamChoice(List.of(), "", "", Map.of());
        }
        String either = possible.stream().map(Pattern::quote).collect(Collectors.joining("|"));
        return new StreamChoice(List.of(), commonPrefix(possible), either, tags);
    }

    /** Of a sorted list: what its ends have in common, all have. */
    private static String commonPrefix(List<String> sorted) {
        String first = sorted.get(0);
        String last = sorted.get(sorted.size() - 1);
        int length = 0;
        while (length < Math.min(first.length(), last.length())
                && first.charAt(length) == last.charAt(length)) {
            length++;
        }
        String common = first.substring(0, length);
        return common.matches("[a-zA-Z0-9_.-]{0,256}") ? common : "";
    }

    boolean isEmpty() {
        return named.isEmpty() && !isSearched();
    }

    void applyTo(KvsMediaSourceBuilder<?> builder) {
        builder.setStreams(named).setStreamNamePrefix(prefix).setStreamTags(tags);
        if (!pattern.isEmpty()) {
            builder.setStreamNamePattern(Pattern.compile(pattern));
        }
    }
}
