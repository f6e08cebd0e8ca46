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

package io.github.flinkkvs.examples;

import io.github.flinkkvs.media.model.FragmentNumber;
import io.github.flinkkvs.media.source.position.StartPosition;
import io.github.flinkkvs.media.source.position.StopPosition;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

import java.time.DateTimeException;
import java.time.Instant;

/** Positions as the command line writes them: {@code earliest}, {@code server-timestamp=…}. */
final class PositionArguments {

    private PositionArguments() {}

    /** Reads {@code --start}. */
    static final class Start implements ITypeConverter<StartPosition> {

        @Override
        public StartPosition convert(String text) {
            String value = valueOf(text);
            return switch (nameOf(text)) {
                case "now" -> alone(text, StartPosition.now());
                case "earliest" -> alone(text, StartPosition.earliest());
                case "server-timestamp" -> StartPosition.serverTimestamp(instant(value));
                case "producer-timestamp" -> StartPosition.producerTimestamp(instant(value));
                case "at-fragment" -> StartPosition.atFragment(number(value));
                case "after-fragment" -> StartPosition.afterFragment(number(value));
                case "continuation-token" -> StartPosition.continuationToken(token(value));
                default ->
                        throw new TypeConversionException(
                                "expected earliest, now, server-timestamp=<ISO-8601>,"
                                        + " producer-timestamp=<ISO-8601>, at-fragment=<number>,"
                                        + " after-fragment=<number> or continuation-token=<token>");
            };
        }
    }

    /** Reads {@code --stop}. */
    static final class Stop implements ITypeConverter<StopPosition> {

        @Override
        public StopPosition convert(String text) {
            String value = valueOf(text);
            return switch (nameOf(text)) {
                case "never" -> alone(text, StopPosition.never());
                case "now" -> alone(text, StopPosition.now());
                case "server-timestamp" -> StopPosition.serverTimestamp(instant(value));
                case "producer-timestamp" -> StopPosition.producerTimestamp(instant(value));
                case "after-fragment" -> StopPosition.afterFragment(number(value));
                default ->
                        throw new TypeConversionException(
                                "expected never, now, server-timestamp=<ISO-8601>,"
                                        + " producer-timestamp=<ISO-8601> or"
                                        + " after-fragment=<number>");
            };
        }
    }

    private static String nameOf(String text) {
        int equals = text.indexOf('=');
        return equals < 0 ? text : text.substring(0, equals);
    }

    private static String valueOf(String text) {
        int equals = text.indexOf('=');
        return equals < 0 ? "" : text.substring(equals + 1);
    }

    private static <T> T alone(String text, T position) {
        if (text.indexOf('=') >= 0) {
            throw new TypeConversionException("nothing goes with '" + nameOf(text) + "'");
        }
        return position;
    }

    private static String token(String value) {
        if (value.isEmpty()) {
            throw new TypeConversionException("the continuation token is missing");
        }
        return value;
    }

    private static Instant instant(String value) {
        try {
            return Instant.parse(value);
        } catch (DateTimeException e) {
            throw new TypeConversionException(
                    "'" + value + "' is no instant such as 2026-01-31T12:00:00Z");
        }
    }

    private static FragmentNumber number(String value) {
        try {
            return FragmentNumber.of(value);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
