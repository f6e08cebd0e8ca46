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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A standalone cluster: a JobManager and TaskManagers, each a process with files of its name in the
 * cluster's folder. A JobManager that is started again has the address of the one before.
 */
public final class FlinkCluster implements AutoCloseable {

    private static final Duration LONGEST_START = Duration.ofMinutes(3);

    private final FlinkDistribution flink;
    private final Path folder;
    private final Map<String, String> environment;
    private final Path log4j;
    private final FlinkRest rest;
    private final List<JavaProcess> taskManagers = new ArrayList<>();
    private JavaProcess jobManager;

    private FlinkCluster(Builder builder) throws IOException {
        this.flink = builder.flink;
        this.folder = builder.folder;
        int restPort = FreePorts.one();
        Map<String, String> configuration = FlinkDefaults.of(folder, restPort, FreePorts.one());
        configuration.putAll(builder.configuration);
        Path conf = Files.createDirectories(folder.resolve("conf"));
        Files.writeString(
                conf.resolve("config.yaml"),
                configuration.entrySet().stream()
                        .map(e -> e.getKey() + ": " + e.getValue() + "\n")
                        .collect(Collectors.joining()));
        this.log4j = conf.resolve("log4j.properties");
        Files.writeString(log4j, FlinkDefaults.LOG4J);
        this.environment = new TreeMap<>(builder.environment);
        this.environment.put("FLINK_CONF_DIR", conf.toString());
        this.rest = new FlinkRest(URI.create("http://127.0.0.1:" + restPort));
    }

    /** A cluster to be started in a folder. */
    public static Builder in(Path folder, FlinkDistribution flink) {
        return new Builder(folder, flink);
    }

    /** Starts the JobManager, the first or one that follows another. */
    public JavaProcess startJobManager() {
        List<String> command =
                command(
                        "320m",
                        "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint");
        jobManager = JavaProcess.start("jobmanager", folder, environment, command);
        return jobManager;
    }

    /** Starts one more TaskManager. */
    public JavaProcess startTaskManager() {
        List<String> command =
                command("512m", "org.apache.flink.runtime.taskexecutor.TaskManagerRunner");
        String id = "taskmanager-" + (taskManagers.size() + 1);
        command.addAll(List.of("-D", "taskmanager.resource-id=" + id));
        JavaProcess started = JavaProcess.start("taskmanager", folder, environment, command);
        taskManagers.add(started);
        return started;
    }

    public JavaProcess jobManager() {
        return jobManager;
    }

    /** All that were started, in that order, the dead among them. */
    public List<JavaProcess> taskManagers() {
        return List.copyOf(taskManagers);
    }

    public FlinkRest rest() {
        return rest;
    }

    /** Flink's command line for this cluster. */
    public FlinkCli cli() {
        return new FlinkCli(flink, folder, environment, log4j);
    }

    /** Flink's SQL Client for this cluster. */
    public SqlClient sqlClient() {
        return new SqlClient(flink, folder, environment, log4j);
    }

    private List<String> command(String heap, String mainClass) {
        List<String> command = flink.server(heap, log4j, mainClass);
        command.addAll(List.of("--configDir", environment.get("FLINK_CONF_DIR")));
        return command;
    }

    /** Kills all processes. */
    @Override
    public void close() {
        taskManagers.forEach(JavaProcess::close);
        if (jobManager != null) {
            jobManager.close();
        }
    }

    /** What a cluster has that is not as usual. */
    public static final class Builder {

        private final Path folder;
        private final FlinkDistribution flink;
        private final Map<String, String> configuration = new TreeMap<>();
        private final Map<String, String> environment = new TreeMap<>();

        private Builder(Path folder, FlinkDistribution flink) {
            this.folder = folder;
            this.flink = flink;
        }

        /** A setting of Flink's configuration, of all its processes and clients. */
        public Builder set(String key, String value) {
            configuration.put(key, value);
            return this;
        }

        /** Variables of the environment, of all processes and clients. */
        public Builder environment(Map<String, String> variables) {
            environment.putAll(variables);
            return this;
        }

        /** Starts it with so many TaskManagers, and waits until all have registered. */
        public FlinkCluster start(int taskManagers) {
            FlinkCluster cluster;
            try {
                cluster = new FlinkCluster(this);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            try {
                cluster.startJobManager();
                for (int i = 0; i < taskManagers; i++) {
                    cluster.startTaskManager();
                }
                cluster.rest.awaitTaskManagers(taskManagers, LONGEST_START);
                return cluster;
            } catch (RuntimeException | Error e) {
                cluster.close();
                throw e;
            }
        }
    }
}
