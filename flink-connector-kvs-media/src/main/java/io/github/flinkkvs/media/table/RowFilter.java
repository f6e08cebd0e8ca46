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

import java.io.Serializable;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A condition on {@link FilterColumn}s, exactly as SQL means it: since none of them is ever null,
 * it is true or false. Immutable.
 */
sealed interface RowFilter extends Serializable {

    /** Returns whether a row passes. */
    boolean test(Values row);

    /** Returns what the condition looks at. */
    Set<FilterColumn> columns();

    /** What the columns of one row hold. */
    @FunctionalInterface
    interface Values {
        Comparable<?> get(FilterColumn column);
    }

    /** How a value stands to another. */
    enum Operator {
        EQUAL,
        NOT_EQUAL,
        LESS,
        LESS_OR_EQUAL,
        GREATER,
        GREATER_OR_EQUAL;

        /** Returns the operator with the sides exchanged. */
        Operator mirrored() {
            return switch (this) {
                case EQUAL, NOT_EQUAL -> this;
                case LESS -> GREATER;
                case LESS_OR_EQUAL -> GREATER_OR_EQUAL;
                case GREATER -> LESS;
                case GREATER_OR_EQUAL -> LESS_OR_EQUAL;
            };
        }

        boolean holds(int comparison) {
            return switch (this) {
                case EQUAL -> comparison == 0;
                case NOT_EQUAL -> comparison != 0;
                case LESS -> comparison < 0;
                case LESS_OR_EQUAL -> comparison <= 0;
                case GREATER -> comparison > 0;
                case GREATER_OR_EQUAL -> comparison >= 0;
            };
        }
    }

    /**
     * A column beside a literal.
     *
     * @param literal of the column's class
     */
    record Compare(FilterColumn column, Operator operator, Comparable<?> literal)
            implements RowFilter {

        @Override
        public boolean test(Values row) {
            return operator.holds(compare(row.get(column), literal));
        }

        @SuppressWarnings("unchecked")
        private static <T> int compare(Comparable<?> value, Comparable<?> literal) {
            return ((Comparable<T>) value).compareTo((T) literal);
        }

        @Override
        public Set<FilterColumn> columns() {
            return EnumSet.of(column);
        }
    }

    /** True if all parts are. */
    record AllOf(List<RowFilter> parts) implements RowFilter {

        @Override
        public boolean test(Values row) {
            return parts.stream().allMatch(part -> part.test(row));
        }

        @Override
        public Set<FilterColumn> columns() {
            return union(parts);
        }
    }

    /** True if one part is. */
    record AnyOf(List<RowFilter> parts) implements RowFilter {

        @Override
        public boolean test(Values row) {
            return parts.stream().anyMatch(part -> part.test(row));
        }

        @Override
        public Set<FilterColumn> columns() {
            return union(parts);
        }
    }

    /** True if the part is not. */
    record Not(RowFilter part) implements RowFilter {

        @Override
        public boolean test(Values row) {
            return !part.test(row);
        }

        @Override
        public Set<FilterColumn> columns() {
            return part.columns();
        }
    }

    private static Set<FilterColumn> union(List<RowFilter> parts) {
        Set<FilterColumn> columns = EnumSet.noneOf(FilterColumn.class);
        parts.forEach(part -> columns.addAll(part.columns()));
        return columns;
    }
}
