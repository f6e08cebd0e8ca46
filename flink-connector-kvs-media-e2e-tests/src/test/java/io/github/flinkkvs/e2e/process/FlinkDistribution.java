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
import java.util.ArrayList;
import java.util.List;

/**
 * A Flink on disk, as one downloads it: {@code lib} for all processes, {@code opt} for the SQL
 * Client.
 */
public final class FlinkDistribution {

    private static final List<String> OPEN =
            List.of(
                    "java.lang",
                    "java.lang.reflect",
                    "java.net",
                    "java.nio",
                    "java.text",
                    "java.time",
                    "java.util",
                    "java.util.concurrent");

    private final String line;
    private final Path home;

    private FlinkDistribution(String line, Path home) {
        this.line = line;
        this.home = home;
    }

    /** The one that the build has made for a line, such as 2.3. */
    public static FlinkDistribution ofLine(String line) {
        return new FlinkDistribution(line, Reactor.flink(line));
    }

    /** What follows {@code java} to run a class of the cluster's. */
    List<String> server(String heap, Path log4j, String mainClass) {
        return command(heap, log4j, home.resolve("lib/*").toString(), mainClass);
    }

    /** The same for a client, which is soon gone and not worth optimizing. */
    List<String> client(Path log4j, String mainClass) {
        String classPath = home.resolve("lib/*") + ":" + home.resolve("opt/*");
        List<String> command =
                new ArrayList<>(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(command("384m", log4j, classPath, mainClass));
        return command;
    }

    private static List<String> command(
            String heap, Path log4j, String classPath, String mainClass) {
        List<String> command = new ArrayList<>();
        command.add("-Xmx" + heap);
        command.add("-XX:MaxMetaspaceSize=256m");
        for (String name : OPEN) {
            command.add("--add-opens=java.base/" + name + "=ALL-UNNAMED");
        }
        command.add("-Dlog4j.configurationFile=" + log4j.toUri());
        command.addAll(List.of("-cp", classPath, mainClass));
        return command;
    }

    @Override
    public String toString() {
        return "Flink " + line + " in " + home;
    }
}
