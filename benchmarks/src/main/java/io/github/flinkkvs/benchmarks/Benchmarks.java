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

package io.github.flinkkvs.benchmarks;

import io.github.flinkkvs.benchmarks.parsing.InMemory;
import io.github.flinkkvs.benchmarks.scale.EnumeratorScale;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The entrance of the runnable jar. */
@Command(
        name = "benchmarks",
        description = "Measures what the documents claim.",
        mixinStandardHelpOptions = true,
        subcommands = {
            EmulatorLoad.class,
            SourceFleet.class,
            SteadyLoad.class,
            SqlProjection.class,
            Soak.class,
            InMemory.class,
            EnumeratorScale.class,
            WholePath.class
        })
public final class Benchmarks {
    private Benchmarks() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Benchmarks()).setCaseInsensitiveEnumValuesAllowed(true);
    }
}
