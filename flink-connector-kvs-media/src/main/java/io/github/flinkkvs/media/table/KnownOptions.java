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

import io.github.flinkkvs.media.client.AwsOptions;
import io.github.flinkkvs.media.client.DidYouMean;
import io.github.flinkkvs.media.source.config.ConfigProblems;
import io.github.flinkkvs.media.source.config.KvsMediaSourceOptions;

import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.factories.FactoryUtil;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which options a table can have, and what becomes of one that it cannot have. */
final class KnownOptions {

    private static final String AWS = "aws.";
    private static final String SOURCE = "source.";

    /** Flink itself reads these of any table. */
    private static final List<ConfigOption<?>> OF_FLINK =
            List.of(
                    FactoryUtil.CONNECTOR,
                    FactoryUtil.PROPERTY_VERSION,
                    FactoryUtil.WATERMARK_EMIT_STRATEGY,
                    FactoryUtil.WATERMARK_ALIGNMENT_GROUP,
                    FactoryUtil.WATERMARK_ALIGNMENT_MAX_DRIFT,
                    FactoryUtil.WATERMARK_ALIGNMENT_UPDATE_INTERVAL,
                    FactoryUtil.SOURCE_IDLE_TIMEOUT);

    private KnownOptions() {}

    /** Returns all options but Flink's own and the format's. */
    static Set<ConfigOption<?>> all() {
        Set<ConfigOption<?>> options = new LinkedHashSet<>(KvsMediaTableOptions.all());
        options.addAll(KvsMediaSourceOptions.all());
        for (String key : new TreeSet<>(AwsOptions.spellings())) {
            options.add(text(key));
        }
        return options;
    }

    /** Reads the options of the source and its client, as they were written, and checks them. */
    static Map<String, String> ofSource(
            Set<String> written, ReadableConfig options, ConfigProblems problems) {
        Map<String, String> aws = new TreeMap<>();
        Configuration source = new Configuration();
        Set<String> keys = new TreeSet<>(keys(all()));
        keys.addAll(written);
        for (String key : keys) {
            String value = options.getOptional(text(key)).orElse(null);
            if (value != null && key.startsWith(AWS)) {
                aws.put(key, value);
            } else if (value != null && key.startsWith(SOURCE)) {
                source.setString(key, value);
            }
        }
        problems.checkAws(aws);
        problems.check(source, true);
        Map<String, String> found = source.toMap();
        found.putAll(aws);
        return Map.copyOf(found);
    }

    /**
     * Finds options that nobody reads. Those of source and client are left to {@link #ofSource}.
     *
     * @param ofFormat the format's options, by their whole keys
     */
    static void checkKeys(Set<String> written, Set<String> ofFormat, ConfigProblems problems) {
        Set<String> ownKeys = keys(new LinkedHashSet<>(KvsMediaTableOptions.all()));
        Set<String> known = keys(all());
        known.addAll(keys(new LinkedHashSet<>(OF_FLINK)));
        known.addAll(ofFormat);
        for (String key : new TreeSet<>(written)) {
            boolean isOthers = key.startsWith(AWS) || key.startsWith(SOURCE);
            if (!isOthers && !known.contains(key) && !isEntryOfMap(key)) {
                problems.add(
                        "'%s' is not an option of the table; %s"
                                .formatted(key, DidYouMean.hint(key, known, ownKeys)));
            }
        }
    }

    /** Of an option that is a map, each entry can be written as an option. */
    private static boolean isEntryOfMap(String key) {
        return key.startsWith(KvsMediaTableOptions.STREAM_TAGS.key() + ".");
    }

    private static Set<String> keys(Set<ConfigOption<?>> options) {
        return options.stream()
                .map(ConfigOption::key)
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static ConfigOption<String> text(String key) {
        return ConfigOptions.key(key).stringType().noDefaultValue();
    }
}
