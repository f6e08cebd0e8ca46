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

package io.github.flinkkvs.emulator.http;

import io.github.flinkkvs.emulator.store.FragmentQuery;
import io.github.flinkkvs.emulator.store.StoredFragment;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;

/**
 * A place in the list of a query's fragments. Its token holds the query too, since clients send
 * later pages' requests without one.
 *
 * <p>The list's order is that of the numbers read backwards, whose random end stands in front then:
 * it looks like none, yet stays the same while fragments come and go.
 *
 * @param after the key of the last fragment shown; empty for none
 */
record ListFragmentsPage(FragmentQuery query, String after) {
    private static final int FIELDS = 4;

    static ListFragmentsPage first(FragmentQuery query) {
        return new ListFragmentsPage(query, "");
    }

    static ListFragmentsPage parse(String token) {
        try {
            String text = new String(Base64.getDecoder().decode(token), StandardCharsets.US_ASCII);
            String[] fields = text.split(";", -1);
            if (fields.length != FIELDS) {
                throw new IllegalArgumentException(text);
            }
            return new ListFragmentsPage(queryOf(fields), fields[0]);
        } catch (RuntimeException e) {
            throw ServiceException.invalidArgument("NextToken is not one of this service");
        }
    }

    String token() {
        String text =
                query.timestamp() == null
                        ? after + ";;;"
                        : String.join(
                                ";",
                                after,
                                query.timestamp().name(),
                                Long.toString(query.start().toEpochMilli()),
                                Long.toString(query.end().toEpochMilli()));
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** What is from here on. */
    List<StoredFragment> select(List<StoredFragment> fragments) {
        return fragments.stream()
                .filter(query::matches)
                .filter(fragment -> key(fragment).compareTo(after) > 0)
                .sorted(Comparator.comparing(ListFragmentsPage::key))
                .toList();
    }

    ListFragmentsPage after(StoredFragment last) {
        return new ListFragmentsPage(query, key(last));
    }

    private static FragmentQuery queryOf(String[] fields) {
        return fields[1].isEmpty()
                ? FragmentQuery.everything()
                : FragmentQuery.of(
                        FragmentQuery.Timestamp.valueOf(fields[1]),
                        Instant.ofEpochMilli(Long.parseLong(fields[2])),
                        Instant.ofEpochMilli(Long.parseLong(fields[3])));
    }

    private static String key(StoredFragment fragment) {
        return new StringBuilder(fragment.number()).reverse().toString();
    }
}
