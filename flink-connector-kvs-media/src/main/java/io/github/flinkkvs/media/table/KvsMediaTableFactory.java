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

import io.github.flinkkvs.media.source.config.ConfigProblems;

import org.apache.flink.annotation.Internal;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.factories.DynamicTableSourceFactory;
import org.apache.flink.table.factories.FactoryUtil;

import java.util.Set;

/**
 * Makes table sources for {@code 'connector' = 'kvs-media'}. Whatever is wrong with a table is said
 * in one message, when it is queried.
 *
 * @see KvsMediaTableOptions
 */
@Internal
public final class KvsMediaTableFactory implements DynamicTableSourceFactory {

    /** What tables name as their connector. */
    public static final String IDENTIFIER = "kvs-media";

    /** Made by Flink, by name. */
    public KvsMediaTableFactory() {}

    @Override
    public String factoryIdentifier() {
        return IDENTIFIER;
    }

    /** None is always required: streams are named or searched for, the region may be Flink's. */
    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return Set.of();
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
        return KnownOptions.all();
    }

    /**
     * All but those that the plan depends on, so that a compiled plan takes streams, positions and
     * credentials as the catalog has them now.
     */
    @Override
    public Set<ConfigOption<?>> forwardOptions() {
        Set<ConfigOption<?>> options = KnownOptions.all();
        options.remove(KvsMediaTableOptions.SCAN_ROW);
        options.remove(KvsMediaTableOptions.FORMAT);
        options.remove(KvsMediaTableOptions.SCAN_BOUNDED_MODE);
        return options;
    }

    @Override
    public DynamicTableSource createDynamicTableSource(Context context) {
        FactoryUtil.TableFactoryHelper helper = FactoryUtil.createTableFactoryHelper(this, context);
        ConfigProblems problems = new ConfigProblems();
        ScanSpec spec = new TableReader(context, helper, problems).read();
        try {
            problems.throwIfAny();
        } catch (IllegalArgumentException e) {
            throw new ValidationException(e.getMessage());
        }
        helper.validate();
        return new KvsMediaTableSource(spec);
    }
}
