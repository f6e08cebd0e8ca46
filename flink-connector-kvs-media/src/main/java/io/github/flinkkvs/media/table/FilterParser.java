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

import org.apache.flink.table.expressions.CallExpression;
import org.apache.flink.table.expressions.FieldReferenceExpression;
import org.apache.flink.table.expressions.ResolvedExpression;
import org.apache.flink.table.expressions.ValueLiteralExpression;
import org.apache.flink.table.functions.BuiltInFunctionDefinitions;
import org.apache.flink.table.functions.FunctionDefinition;
import org.apache.flink.table.types.logical.LogicalType;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads the planner's conditions, as far as the source can judge them: comparisons of a column with
 * a literal that is not null, and what AND, OR, NOT and IN make of them. Casts to another type are
 * not looked through, since they may change the order.
 */
final class FilterParser {

    private static final Map<FunctionDefinition, RowFilter.Operator> OPERATORS =
            Map.of(
                    BuiltInFunctionDefinitions.EQUALS, RowFilter.Operator.EQUAL,
                    BuiltInFunctionDefinitions.NOT_EQUALS, RowFilter.Operator.NOT_EQUAL,
                    BuiltInFunctionDefinitions.LESS_THAN, RowFilter.Operator.LESS,
                    BuiltInFunctionDefinitions.LESS_THAN_OR_EQUAL, RowFilter.Operator.LESS_OR_EQUAL,
                    BuiltInFunctionDefinitions.GREATER_THAN, RowFilter.Operator.GREATER,
                    BuiltInFunctionDefinitions.GREATER_THAN_OR_EQUAL,
                            RowFilter.Operator.GREATER_OR_EQUAL);

    private final Map<String, String> keys;
    private final ZoneId zone;

    /**
     * @param keys the metadata's key for each metadata column
     * @param zone of the session, in which Flink takes times that are written without one
     */
    FilterParser(Map<String, String> keys, ZoneId zone) {
        this.keys = keys;
        this.zone = zone;
    }

    /** Returns the condition, or nothing if any part of it is beyond the source. */
    Optional<RowFilter> parse(ResolvedExpression expression) {
        if (expression instanceof CallExpression call) {
            return parseCall(call);
        }
        return column(expression)
                .filter(column -> column.type() == Boolean.class)
                .map(FilterParser::isTrue);
    }

    private Optional<RowFilter> parseCall(CallExpression call) {
        FunctionDefinition function = call.getFunctionDefinition();
        List<ResolvedExpression> arguments = call.getResolvedChildren();
        if (OPERATORS.containsKey(function)) {
            return comparison(OPERATORS.get(function), arguments.get(0), arguments.get(1));
        }
        if (function == BuiltInFunctionDefinitions.IN) {
            return parts(
                            arguments.subList(1, arguments.size()),
                            literal ->
                                    comparison(RowFilter.Operator.EQUAL, arguments.get(0), literal))
                    .map(RowFilter.AnyOf::new);
        }
        if (function == BuiltInFunctionDefinitions.AND) {
            return parts(arguments, this::parse).map(RowFilter.AllOf::new);
        }
        if (function == BuiltInFunctionDefinitions.OR) {
            return parts(arguments, this::parse).map(RowFilter.AnyOf::new);
        }
        return parseTruth(function, arguments);
    }

    /** Of what is never null, "is not true" and "is false" say the same as NOT. */
    private Optional<RowFilter> parseTruth(
            FunctionDefinition function, List<ResolvedExpression> arguments) {
        if (function == BuiltInFunctionDefinitions.IS_TRUE
                || function == BuiltInFunctionDefinitions.IS_NOT_FALSE) {
            return parse(arguments.get(0));
        }
        if (function == BuiltInFunctionDefinitions.NOT
                || function == BuiltInFunctionDefinitions.IS_FALSE
                || function == BuiltInFunctionDefinitions.IS_NOT_TRUE) {
            return parse(arguments.get(0)).map(RowFilter.Not::new);
        }
        return Optional.empty();
    }

    private static Optional<List<RowFilter>> parts(
            List<ResolvedExpression> expressions,
            Function<ResolvedExpression, Optional<RowFilter>> parser) {
        List<RowFilter> parts = new ArrayList<>();
        for (ResolvedExpression expression : expressions) {
            Optional<RowFilter> part = parser.apply(expression);
            if (part.isEmpty()) {
                return Optional.empty();
            }
            parts.add(part.get());
        }
        return Optional.of(parts);
    }

    private Optional<RowFilter> comparison(
            RowFilter.Operator operator, ResolvedExpression left, ResolvedExpression right) {
        Optional<FilterColumn> column = column(left);
        if (column.isPresent()) {
            return literal(right, column.get())
                    .map(literal -> new RowFilter.Compare(column.get(), operator, literal));
        }
        return column(right)
                .flatMap(
                        found ->
                                literal(left, found)
                                        .map(
                                                literal ->
                                                        new RowFilter.Compare(
                                                                found,
                                                                operator.mirrored(),
                                                                literal)));
    }

    private Optional<FilterColumn> column(ResolvedExpression expression) {
        if (expression instanceof CallExpression call && isCastThatKeepsType(call)) {
            return column(call.getResolvedChildren().get(0));
        }
        return expression instanceof FieldReferenceExpression field
                ? FilterColumn.of(field.getName(), keys)
                : Optional.empty();
    }

    /** A column that may be null by its declaration is cast from metadata that never is. */
    private static boolean isCastThatKeepsType(CallExpression call) {
        return call.getFunctionDefinition() == BuiltInFunctionDefinitions.CAST
                && typeOf(call).equals(typeOf(call.getResolvedChildren().get(0)));
    }

    private static LogicalType typeOf(ResolvedExpression expression) {
        return expression.getOutputDataType().getLogicalType().copy(true);
    }

    private Optional<Comparable<?>> literal(ResolvedExpression expression, FilterColumn column) {
        if (!(expression instanceof ValueLiteralExpression literal) || literal.isNull()) {
            return Optional.empty();
        }
        if (column.type() == Long.class) {
            return wholeNumber(literal).map(number -> number);
        }
        if (column.type() == Instant.class) {
            return instant(literal).map(instant -> instant);
        }
        return literal.getValueAs(column.type()).map(value -> value);
    }

    private Optional<Instant> instant(ValueLiteralExpression literal) {
        return literal.getValueAs(Instant.class)
                .or(
                        () ->
                                literal.getValueAs(LocalDateTime.class)
                                        .map(local -> local.atZone(zone).toInstant()));
    }

    private static Optional<Long> wholeNumber(ValueLiteralExpression literal) {
        return literal.getValueAs(Long.class)
                .or(() -> literal.getValueAs(Integer.class).map(Integer::longValue));
    }

    private static RowFilter isTrue(FilterColumn column) {
        return new RowFilter.Compare(column, RowFilter.Operator.EQUAL, Boolean.TRUE);
    }
}
