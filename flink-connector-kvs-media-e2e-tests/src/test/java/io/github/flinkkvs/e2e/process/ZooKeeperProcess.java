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

import io.github.flinkkvs.e2e.Eventually;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** ZooKeeper, of the jar that Flink has for its client, with its data on disk. */
public final class ZooKeeperProcess implements AutoCloseable {

    private static final String MAIN =
            "org.apache.flink.shaded.zookeeper3.org.apache.zookeeper.server.ZooKeeperServerMain";

    private static final Duration LONGEST_START = Duration.ofMinutes(3);

    private final Path folder;
    private final int port;
    private final JavaProcess process;

    private ZooKeeperProcess(Path folder, int port, JavaProcess process) {
        this.folder = folder;
        this.port = port;
        this.process = process;
    }

    /** Starts one that logs in the folder; it serves on return. */
    public static ZooKeeperProcess start(Path folder, FlinkDistribution flink) {
        int port = FreePorts.one();
        Path data = folder.resolve("zookeeper");
        Path conf = data.resolve("zoo.cfg");
        Path log4j = data.resolve("log4j.properties");
        try {
            Files.createDirectories(data);
            Files.writeString(
                    conf,
                    """
                    tickTime=1000
                    dataDir=%s
                    clientPort=%d
                    clientPortAddress=127.0.0.1
                    admin.enableServer=false
                    """
                            .formatted(data, port));
            Files.writeString(log4j, FlinkDefaults.LOG4J);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> command = flink.server("128m", log4j, MAIN);
        command.add(conf.toString());
        JavaProcess process = JavaProcess.start("zookeeper", folder, Map.of(), command);
        ZooKeeperProcess zooKeeper = new ZooKeeperProcess(folder, port, process);
        try {
            Eventually.await(process + " serves", LONGEST_START, zooKeeper::answers);
        } catch (RuntimeException | Error e) {
            process.close();
            throw e;
        }
        return zooKeeper;
    }

    /**
     * What makes the JobManager of a cluster one that finds its jobs again when it has been killed.
     *
     * @param cluster its name, of which there is one at a time
     */
    public Map<String, String> highAvailability(String cluster) {
        Map<String, String> configuration = new TreeMap<>();
        configuration.put("high-availability.type", "zookeeper");
        configuration.put("high-availability.zookeeper.quorum", "127.0.0.1:" + port);
        configuration.put("high-availability.zookeeper.client.session-timeout", "4 s");
        configuration.put("high-availability.zookeeper.client.connection-timeout", "4 s");
        configuration.put("high-availability.cluster-id", "/" + cluster);
        configuration.put(
                "high-availability.storageDir", folder.resolve("high-availability").toUri() + "");
        return configuration;
    }

    private boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Kills it. */
    @Override
    public void close() {
        process.close();
    }
}
