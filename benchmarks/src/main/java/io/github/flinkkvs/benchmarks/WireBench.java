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

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The processes of one measurement, with all sessions open. */
final class WireBench implements AutoCloseable {
    private final MediaKind kind;
    private final int sessions;
    private final Path certificate;
    private final ChildJvm emulator;
    private final Map<Contender, ChildJvm> readers = new EnumMap<>(Contender.class);
    private long burstBytes;
    private long emulatorNanos;

    /**
     * Starts them.
     *
     * @param roundBytes what one reader gets at once
     * @param heapMegabytes of each reader
     * @param certificate to speak TLS with; null for in the clear
     */
    WireBench(
            MediaKind kind,
            int sessions,
            long roundBytes,
            int heapMegabytes,
            Path certificate,
            Set<Contender> contenders)
            throws IOException {
        this.kind = kind;
        this.sessions = sessions;
        long cap = roundBytes + (500L << 20);
        this.certificate = certificate;
        emulator = startEmulator(cap);
        boolean open = false;
        try {
            for (Contender contender : contenders) {
                start(contender, heapMegabytes);
            }
            open = true;
        } finally {
            if (!open) {
                close();
            }
        }
    }

    private ChildJvm startEmulator(long cap) throws IOException {
        List<String> options = WireHost.options((int) ((2 * cap) >> 20));
        return certificate == null
                ? new ChildJvm(WireHost.class, options, Long.toString(cap))
                : new ChildJvm(WireHost.class, options, Long.toString(cap), certificate.toString());
    }

    private void start(Contender contender, int heapMegabytes) throws IOException {
        List<String> options = new ArrayList<>();
        // As Flink starts its TaskManagers: a heap that grows would be part of what is measured.
        options.add("-Xms" + heapMegabytes + "m");
        options.add("-Xmx" + heapMegabytes + "m");
        for (String opened : List.of("lang", "util", "time")) {
            options.add("--add-opens=java.base/java." + opened + "=ALL-UNNAMED");
        }
        if (certificate != null) {
            options.addAll(SelfSigned.trusting(certificate));
        }
        ChildJvm reader = new ChildJvm(ReaderHost.class, options, contender.name());
        readers.put(contender, reader);
        emulator.ask("streams " + contender + " " + sessions);
        long before = emulator.askNumber("sessions");
        reader.ask("open " + emulator.ask("endpoint") + " " + contender + " " + sessions);
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
        while (emulator.askNumber("sessions") < before + sessions) {
            if (System.nanoTime() > deadline) {
                throw new IOException("Not all sessions of " + contender + " are open");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    /** Lets one reader have so many fragments of each stream, as fast as it takes them. */
    WireSample burst(Contender contender, int fragmentsEach) throws IOException {
        long before = emulator.askNumber("cpu");
        WireSample sample =
                measure(contender, "burst", fragmentsEach * sessions, " " + fragmentsEach);
        emulatorNanos += emulator.askNumber("cpu") - before;
        burstBytes += sample.bytes();
        return sample;
    }

    /** Lets one reader have fragments at a steady pace. */
    WireSample paced(Contender contender, double megabytesPerSecond, int seconds)
            throws IOException {
        double aSecond = megabytesPerSecond * 1e6 / kind.bytesInEach();
        int fragments = (int) Math.max(1, aSecond * seconds);
        return measure(contender, "pace", fragments, " " + fragments + " " + aSecond);
    }

    /** Stores so many fragments of each stream while the operator of one reader stands still. */
    Stall stall(Contender contender, int fragmentsEach) throws IOException {
        ChildJvm reader = readers.get(contender);
        reader.ask("begin");
        reader.ask("stop");
        long bytes = emulator.askNumber("burst " + contender + " " + kind + " " + fragmentsEach);
        return new Stall(emulator, reader, contender, bytes);
    }

    private WireSample measure(Contender contender, String command, int fragments, String how)
            throws IOException {
        ChildJvm reader = readers.get(contender);
        reader.ask("begin");
        long bytes = emulator.askNumber(command + " " + contender + " " + kind + how);
        long frames = (long) fragments * kind.framesInEach();
        WireSample sample = WireSample.ofLine(reader.ask("await " + bytes + " " + frames));
        emulator.ask("forget " + contender);
        return sample;
    }

    /** What the other side of the bursts has cost, storing included. */
    double emulatorSecondsPerGigabyte() {
        return emulatorNanos / (double) burstBytes;
    }

    @Override
    public void close() {
        readers.values().forEach(ChildJvm::close);
        emulator.close();
    }
}
