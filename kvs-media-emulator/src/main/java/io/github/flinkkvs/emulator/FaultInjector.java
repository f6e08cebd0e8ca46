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

package io.github.flinkkvs.emulator;

import io.github.flinkkvs.emulator.media.SyntheticProducers;
import io.github.flinkkvs.emulator.session.Fault;
import io.github.flinkkvs.emulator.session.FaultKind;
import io.github.flinkkvs.emulator.session.OldSessions;
import io.github.flinkkvs.emulator.session.ProducerRegistry;
import io.github.flinkkvs.emulator.session.SessionEnd;
import io.github.flinkkvs.emulator.session.SessionRegistry;
import io.github.flinkkvs.emulator.session.StreamFaults;
import io.github.flinkkvs.emulator.store.FragmentLog;
import io.github.flinkkvs.emulator.store.StoredFragment;
import io.github.flinkkvs.emulator.store.StoredStream;
import io.github.flinkkvs.emulator.store.StreamStore;

import java.util.List;
import java.util.Map;

/** Carries out the faults that strike at once, and lays the others in wait. Thread-safe. */
final class FaultInjector {
    private final StreamStore streams;
    private final SessionRegistry sessions;
    private final ProducerRegistry producers;
    private final SyntheticProducers synthetic;

    FaultInjector(
            StreamStore streams,
            SessionRegistry sessions,
            ProducerRegistry producers,
            SyntheticProducers synthetic) {
        this.streams = streams;
        this.sessions = sessions;
        this.producers = producers;
        this.synthetic = synthetic;
    }

    /**
     * Puts a fault to a stream.
     *
     * @param faults those of the stream
     * @return how many things were struck at once
     */
    int inject(StoredStream stream, StreamFaults faults, Fault fault) {
        if (!fault.isImmediate()) {
            faults.add(fault);
            return 0;
        }
        return switch (fault.kind()) {
            case END -> sessions.strike(stream.name(), fault);
            case EXPIRE -> expire(stream.log(), fault);
            case KILL_PRODUCER -> killProducers(stream);
            case RECREATE -> recreate(stream, fault.oldSessions());
            default -> throw new IllegalStateException("No way to inject " + fault);
        };
    }

    private int killProducers(StoredStream stream) {
        return producers.killAll(stream.name()) + synthetic.breakOff(stream.log());
    }

    private static int expire(FragmentLog log, Fault fault) {
        List<String> doomed =
                fault.fragment()
                        .map(List::of)
                        .orElseGet(
                                () ->
                                        log.fragments().stream()
                                                .limit(fault.oldest())
                                                .map(StoredFragment::number)
                                                .toList());
        return (int) doomed.stream().filter(log::forget).count();
    }

    /** Counts the sessions of the former stream, which are told before there is a new one. */
    private int recreate(StoredStream stream, OldSessions old) {
        String name = stream.name();
        int told = 0;
        if (old == OldSessions.END) {
            Fault end = Fault.of(FaultKind.END, Map.of("how", SessionEnd.CLEAN.text()));
            told = sessions.strike(name, end);
        }
        killProducers(stream);
        if (streams.recreate(name).isEmpty()) {
            throw new IllegalArgumentException("There is no stream '" + name + "'");
        }
        return told;
    }
}
