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
import java.util.Map;
import java.util.TreeMap;

/** The configuration of a small cluster that notices within seconds what has died. */
final class FlinkDefaults {

    /**
     * Stack traces are plain: with the jars' names they would need classes of jobs that are gone.
     */
    static final String LOG4J =
            """
            rootLogger.level = INFO
            rootLogger.appenderRef.file.ref = File
            appender.file.name = File
            appender.file.type = File
            appender.file.fileName = ${sys:log.file}
            appender.file.layout.type = PatternLayout
            appender.file.layout.pattern = %d{HH:mm:ss,SSS} %-5p %c{1} [%t] %m%n%throwable
            """;

    private static final String LOOPBACK = "127.0.0.1";

    private FlinkDefaults() {}

    static Map<String, String> of(Path folder, int restPort, int rpcPort) {
        Map<String, String> configuration = new TreeMap<>(memory());
        configuration.put("rest.address", LOOPBACK);
        configuration.put("rest.bind-address", LOOPBACK);
        configuration.put("rest.port", Integer.toString(restPort));
        configuration.put("jobmanager.rpc.address", LOOPBACK);
        configuration.put("jobmanager.rpc.port", Integer.toString(rpcPort));
        configuration.put("jobmanager.bind-host", LOOPBACK);
        configuration.put("taskmanager.host", LOOPBACK);
        configuration.put("taskmanager.bind-host", LOOPBACK);
        configuration.put("taskmanager.numberOfTaskSlots", "4");
        configuration.put("parallelism.default", "2");
        configuration.put("heartbeat.interval", "1 s");
        configuration.put("heartbeat.timeout", "6 s");
        configuration.put("restart-strategy.type", "fixed-delay");
        configuration.put("restart-strategy.fixed-delay.attempts", "1000");
        configuration.put("restart-strategy.fixed-delay.delay", "500 ms");
        configuration.put(
                "execution.checkpointing.dir", folder.resolve("checkpoints").toUri() + "");
        configuration.put("io.tmp.dirs", folder.resolve("tmp").toString());
        return configuration;
    }

    /**
     * What the scripts of Flink's download work out of one size for the process, and a TaskManager
     * does not start without.
     */
    private static Map<String, String> memory() {
        Map<String, String> memory = new TreeMap<>();
        memory.put("taskmanager.cpu.cores", "1.0");
        memory.put("taskmanager.memory.framework.heap.size", "128m");
        memory.put("taskmanager.memory.framework.off-heap.size", "128m");
        memory.put("taskmanager.memory.task.heap.size", "384m");
        memory.put("taskmanager.memory.task.off-heap.size", "0m");
        memory.put("taskmanager.memory.network.min", "32m");
        memory.put("taskmanager.memory.network.max", "32m");
        memory.put("taskmanager.memory.managed.size", "64m");
        memory.put("taskmanager.memory.jvm-metaspace.size", "256m");
        memory.put("taskmanager.memory.jvm-overhead.min", "128m");
        memory.put("taskmanager.memory.jvm-overhead.max", "128m");
        return memory;
    }
}
