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

package io.github.flinkkvs.benchmarks.scale;

import io.github.flinkkvs.media.source.config.SourceConfig.DiscoveryConfig;
import io.github.flinkkvs.media.source.enumerator.KvsMediaEnumeratorState;
import io.github.flinkkvs.media.source.enumerator.KvsMediaEnumeratorStateSerializer;
import io.github.flinkkvs.media.source.enumerator.KvsMediaSourceEnumerator;
import io.github.flinkkvs.media.source.enumerator.KvsMediaSplitAssigner;
import io.github.flinkkvs.media.source.enumerator.StopLookup;
import io.github.flinkkvs.media.source.position.StartPosition;
import io.github.flinkkvs.media.source.position.StopPosition;
import io.github.flinkkvs.media.source.position.StreamNotFoundPolicy;
import io.github.flinkkvs.media.source.split.StreamSelection;
import io.github.flinkkvs.media.source.subscriber.StreamSubscription;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * Drives the source's enumerator with a simulated fleet: no service, no readers, no network. What
 * is measured is what the job's coordinator does itself.
 */
@Command(
        name = "enumerator-scale",
        description = "Measures the enumerator with a simulated fleet of streams.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class EnumeratorScale implements Callable<Integer> {

    @Option(names = "--streams", description = "Streams that a search finds.")
    private int streams = 100_000;

    @Option(names = "--readers", description = "Readers that the streams are given to.")
    private int readers = 256;

    @Option(names = "--rounds", description = "Rounds, each with an enumerator of its own.")
    private int rounds = 5;

    private final PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    private final Cameras cameras = new Cameras();
    private final Steps steps = new Steps();

    private EnumeratorScale() {}

    @Override
    public Integer call() throws IOException {
        out.printf(
                "%d streams, %d readers; %s cores, Java %s%n",
                streams, readers, Runtime.getRuntime().availableProcessors(), Runtime.version());
        for (int round = 0; round < rounds; round++) {
            run();
        }
        steps.print(out);
        return 0;
    }

    private void run() throws IOException {
        Coordinator coordinator = new Coordinator(readers);
        cameras.thereAre(0, streams);
        KvsMediaSourceEnumerator enumerator = enumerator(coordinator, KvsMediaEnumeratorState.NEW);
        steps.measure(
                "first search: all are new",
                () -> {
                    enumerator.start();
                    coordinator.runNextCall();
                });
        steps.measure("the readers come, one by one", () -> register(coordinator, enumerator));
        requireBalance(coordinator);
        steps.measure("a search that finds the same", coordinator::runNextCall);
        int changed = streams / 100;
        cameras.thereAre(changed, streams + changed);
        steps.measure("a search: 1 % gone, 1 % new", coordinator::runNextCall);
        byte[] state = checkpoint(enumerator);
        restore(state);
        enumerator.close();
    }

    private byte[] checkpoint(KvsMediaSourceEnumerator enumerator) throws IOException {
        byte[] state =
                steps.measureResult(
                        "a checkpoint",
                        () ->
                                KvsMediaEnumeratorStateSerializer.INSTANCE.serialize(
                                        enumerator.snapshotState(1)));
        steps.noteBytes("state", state.length);
        return state;
    }

    private void restore(byte[] state) throws IOException {
        Coordinator coordinator = new Coordinator(readers);
        long before = Steps.usedHeap();
        KvsMediaSourceEnumerator restored =
                steps.measureResult(
                        "a restore, up to the readers' coming",
                        () -> {
                            KvsMediaSourceEnumerator enumerator =
                                    enumerator(coordinator, read(state));
                            enumerator.start();
                            register(coordinator, enumerator);
                            return enumerator;
                        });
        steps.noteBytes("heap of the enumerator", Math.max(0, Steps.usedHeap() - before));
        steps.measure("the first search after it", coordinator::runNextCall);
        restored.close();
    }

    private static KvsMediaEnumeratorState read(byte[] state) throws IOException {
        KvsMediaEnumeratorStateSerializer serializer = KvsMediaEnumeratorStateSerializer.INSTANCE;
        return serializer.deserialize(serializer.getVersion(), state);
    }

    private void register(Coordinator coordinator, KvsMediaSourceEnumerator enumerator) {
        for (int reader = 0; reader < readers; reader++) {
            coordinator.register(reader);
            enumerator.addReader(reader);
        }
    }

    private void requireBalance(Coordinator coordinator) {
        int sum = coordinator.assigned().values().stream().mapToInt(Integer::intValue).sum();
        int most = coordinator.assigned().values().stream().max(Integer::compare).orElse(0);
        if (sum != streams || most > (streams + readers - 1) / readers) {
            throw new IllegalStateException(
                    sum + " streams were assigned, " + most + " to one reader");
        }
    }

    private KvsMediaSourceEnumerator enumerator(
            Coordinator coordinator, KvsMediaEnumeratorState state) {
        StreamSelection selection =
                new StreamSelection(
                        StreamSubscription.matching("building-", null, Map.of()),
                        StartPosition.now(),
                        StopPosition.never());
        return new KvsMediaSourceEnumerator(
                coordinator,
                selection,
                KvsMediaSplitAssigner.leastLoaded(),
                cameras,
                new StopLookup(
                        () -> {
                            throw new IllegalStateException("No stream ends now.");
                        },
                        StreamNotFoundPolicy.FAIL,
                        Clock.systemUTC()),
                new DiscoveryConfig(
                        Duration.ofMinutes(1), 0, Duration.ofMinutes(10), Duration.ofHours(1)),
                Clock.systemUTC(),
                state);
    }
}
