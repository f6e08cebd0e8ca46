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

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A fault for one stream, as a command line names it. */
record FaultOption(String stream, Fault fault) {

    void injectInto(KvsEmulator emulator) {
        emulator.stream(stream).inject(fault);
    }

    /** Reads NAME=FAULT. */
    static final class Converter implements ITypeConverter<FaultOption> {
        @Override
        public FaultOption convert(String text) {
            int equals = text.indexOf('=');
            if (equals < 1) {
                throw new TypeConversionException(
                        "'" + text + "' names no stream: write cam-1=\"end after=20s\"");
            }
            try {
                return new FaultOption(
                        text.substring(0, equals), Fault.parse(text.substring(equals + 1)));
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
