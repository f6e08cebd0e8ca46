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

package io.github.flinkkvs.e2e.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Flink's command line, {@code bin/flink} of its download. */
public final class FlinkCli {

    private static final Duration LONGEST = Duration.ofMinutes(3);
    private static final Pattern SUBMITTED =
            Pattern.compile("Job has been submitted with JobID ([0-9a-f]{32})");

    private final FlinkDistribution flink;
    private final Path folder;
    private final Map<String, String> environment;
    private final Path log4j;

    FlinkCli(FlinkDistribution flink, Path folder, Map<String, String> environment, Path log4j) {
        this.flink = flink;
        this.folder = folder;
        this.environment = environment;
        this.log4j = log4j;
    }

    /**
     * Submits a job as {@code flink run -d} does, and returns its id.
     *
     * @param options such as {@code -p 4} or {@code -s SAVEPOINT}, each word by itself
     */
    public String run(List<String> options, Path jar, String job, String... arguments) {
        List<String> command = flink.client(log4j, "org.apache.flink.client.cli.CliFrontend");
        command.addAll(List.of("run", "-d", "-c", job));
        command.addAll(options);
        command.add(jar.toString());
        command.addAll(List.of(arguments));
        try (JavaProcess client = JavaProcess.start("client", folder, environment, command)) {
            int code = client.exitValueWithin(LONGEST);
            Matcher submitted = SUBMITTED.matcher(client.output());
            if (code != 0 || !submitted.find()) {
                throw new AssertionError("No job was submitted: " + client);
            }
            return submitted.group(1);
        }
    }
}
