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

package io.github.flinkkvs.emulator.cli;

import io.github.flinkkvs.emulator.session.OpenQuestions.UnknownPosition;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Reads the constants as options are written: in small letters, with hyphens. */
final class UnknownPositionConverter implements ITypeConverter<UnknownPosition> {
    @Override
    public UnknownPosition convert(String text) {
        return Arrays.stream(UnknownPosition.values())
                .filter(answer -> text(answer).equals(text))
                .findFirst()
                .orElseThrow(
                        () ->
                                new TypeConversionException(
                                        "'" + text + "' is none of " + allTexts()));
    }

    private static String allTexts() {
        return Arrays.stream(UnknownPosition.values())
                .map(UnknownPositionConverter::text)
                .collect(Collectors.joining(", "));
    }

    private static String text(UnknownPosition answer) {
        return answer.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
