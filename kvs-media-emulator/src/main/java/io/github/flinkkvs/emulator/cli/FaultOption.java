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

import io.github.flinkkvs.emulator.KvsEmulator;
import io.github.flinkkvs.emulator.session.Fault;
import io.github.flinkkvs.emulator.session.FaultKind;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A fault that is there from the start.
 *
 * @param stream empty for one of all calls
 */
record FaultOption(String stream, Fault fault) {

    void inject(KvsEmulator emulator) {
        if (stream.isEmpty()) {
            emulator.faults().inject(fault);
        } else {
            emulator.stream(stream).inject(fault);
        }
    }

    /** Reads {@code STREAM=FAULT}, or a fault alone, whose kind has a blank behind it. */
    static final class Converter implements ITypeConverter<FaultOption> {
        @Override
        public FaultOption convert(String text) {
            int equals = text.indexOf('=');
            boolean named = equals > 0 && text.substring(0, equals).indexOf(' ') < 0;
            try {
                Fault fault = Fault.parse(named ? text.substring(equals + 1) : text);
                if (!named && fault.kind() != FaultKind.HTTP_ERROR) {
                    throw new TypeConversionException(
                            "'" + text + "' names no stream: write STREAM=" + text);
                }
                return new FaultOption(named ? text.substring(0, equals) : "", fault);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
