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

package io.github.flinkkvs.emulator.auth;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The parameters of a query, in the order in which they came. */
final class QueryString {
    private final List<Parameter> parameters;

    /** Both parts in the one encoding that SigV4 has for them. */
    private record Parameter(String name, String value) {
        @Override
        public String toString() {
            return name + "=" + value;
        }
    }

    private QueryString(List<Parameter> parameters) {
        this.parameters = parameters;
    }

    static QueryString parse(String raw) {
        List<Parameter> parameters = new ArrayList<>();
        for (String part : raw.split("&", -1)) {
            if (!part.isEmpty()) {
                int equals = part.indexOf('=');
                String name = equals < 0 ? part : part.substring(0, equals);
                String value = equals < 0 ? "" : part.substring(equals + 1);
                parameters.add(
                        new Parameter(PercentCoding.reencode(name), PercentCoding.reencode(value)));
            }
        }
        return new QueryString(parameters);
    }

    /** The decoded value of a parameter whose name needs no encoding. */
    Optional<String> value(String name) {
        return parameters.stream()
                .filter(p -> p.name.equals(name))
                .map(p -> PercentCoding.decode(p.value))
                .findFirst();
    }

    /** Sorted by name, then by value, as SigV4 signs it. */
    String canonical(Predicate<String> names) {
        return parameters.stream()
                .filter(p -> names.test(p.name))
                .sorted(Comparator.comparing(Parameter::name).thenComparing(Parameter::value))
                .map(Parameter::toString)
                .collect(Collectors.joining("&"));
    }
}
