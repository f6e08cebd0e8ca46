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

package io.github.flinkkvs.media.source.reader;

import io.github.flinkkvs.media.model.FragmentNumber;
import io.github.flinkkvs.media.source.position.StartPosition;
import io.github.flinkkvs.media.source.position.StopPosition;
import io.github.flinkkvs.media.source.reader.StoredStream.Stored;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Of any stream, from any start to any end, over sessions that are cut anywhere: exactly the
 * fragments that the manual's rules name, in order, once; and then it ends.
 */
class StartStopPropertyTest {

    private static final Duration STEP = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofMinutes(20);
    private static final int MOST_CUTS = 8;

    /** A start, and the index of the first fragment that is to be read. */
    private record Start(StartPosition position, int first) {}

    /** An end, and which fragment lies behind it. */
    private record Stop(StopPosition position, Predicate<Stored> isBehind) {}

    private int cuts;
    private int lastCut;

    @Property(tries = 1_000)
    void exactlyWhatTheRulesNameIsReadInOrderOnce(@ForAll long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        StoredStream stream = StoredStream.random(random);
        Start start = start(stream, random);
        Stop stop = stop(stream, random);
        if (stop.position().kind() != StopPosition.Kind.PRODUCER_TIMESTAMP) {
            // Producers' clocks go back: what is behind this end may lie before what is not.
            stream.loseTrailers(start.position().firstFragment(), random);
        }

        List<String> read = run(stream, start.position(), stop.position(), random);

        assertThat(read)
                .as("%s to %s of %s", start, stop.position(), stream)
                .isEqualTo(named(stream, start, stop));
    }

    private static List<String> named(StoredStream stream, Start start, Stop stop) {
        List<String> numbers = new ArrayList<>();
        for (int i = start.first(); i < stream.fragments.size(); i++) {
            if (stop.isBehind().test(stream.fragments.get(i))) {
                break;
            }
            if (!stream.dead.contains(stream.fragments.get(i))) {
                numbers.add(stream.fragments.get(i).number());
            }
        }
        return numbers;
    }

    private static Start start(StoredStream stream, SplittableRandom random) {
        Start earliest = new Start(StartPosition.earliest(), 0);
        if (stream.fragments.isEmpty()) {
            return earliest;
        }
        int index = random.nextInt(stream.fragments.size());
        Stored fragment = stream.fragments.get(index);
        FragmentNumber number = FragmentNumber.of(fragment.number());
        Instant near = fragment.arrival().plusMillis(random.nextInt(-2_000, 2_000));
        Instant nearProduced = fragment.produced().plusMillis(random.nextInt(-2_000, 2_000));
        Start atFragment = new Start(StartPosition.atFragment(number), index);
        return switch (random.nextInt(7)) {
            case 0 -> ofSelector(stream, StartPosition.serverTimestamp(near));
            case 1 -> ofSelector(stream, StartPosition.producerTimestamp(nearProduced));
            case 2 -> new Start(StartPosition.afterFragment(number), index + 1);
            case 3 -> new Start(StartPosition.continuationToken(fragment.number()), index + 1);
            case 4 ->
                    new Start(
                            StartPosition.atFragment(
                                    number, fragment.arrival().minusMillis(random.nextInt(9_000))),
                            index);
            case 5 -> atFragment.position().problem().isEmpty() ? atFragment : earliest;
            default -> earliest;
        };
    }

    private static Start ofSelector(StoredStream stream, StartPosition position) {
        return new Start(position, stream.first(position.toSessionStart()));
    }

    private static Stop stop(StoredStream stream, SplittableRandom random) {
        int count = stream.fragments.size();
        int index = random.nextInt(Math.max(1, count));
        Instant arrival =
                count == 0 ? TestingChunk.arrival(1) : stream.fragments.get(index).arrival();
        Instant produced = count == 0 ? arrival : stream.fragments.get(index).produced();
        String number = count == 0 ? TestingChunk.number(1) : stream.fragments.get(index).number();
        Instant server = arrival.plusMillis(random.nextInt(-1_000, 1_000));
        Instant producer = produced.plusMillis(random.nextInt(-1_000, 1_000));
        FragmentNumber last =
                FragmentNumber.of(random.nextInt(4) == 0 ? TestingChunk.number(7) : number);
        Stop stop =
                switch (random.nextInt(3)) {
                    case 0 ->
                            new Stop(
                                    StopPosition.serverTimestamp(server),
                                    f -> !f.arrival().isBefore(server));
                    case 1 ->
                            new Stop(
                                    StopPosition.producerTimestamp(producer),
                                    f -> !f.produced().isBefore(producer));
                    default ->
                            new Stop(
                                    StopPosition.afterFragment(last),
                                    f -> FragmentNumber.of(f.number()).compareTo(last) > 0);
                };
        return random.nextBoolean() ? stop : new Stop(stop.position().asNow(), stop.isBehind());
    }

    private List<String> run(
            StoredStream stream, StartPosition start, StopPosition stop, SplittableRandom random)
            throws IOException {
        cuts = 0;
        lastCut = 0;
        ReaderFixture fixture = new ReaderFixture();
        fixture.add(start, stop);
        Instant opened = TestingChunk.FIRST_ARRIVAL.plusSeconds(100 + random.nextInt(20));
        List<String> read = new ArrayList<>(fixture.read());
        int played = 0;
        Duration passed = Duration.ZERO;
        while (fixture.finished.isEmpty()) {
            assertThat(passed).as("time until %s", stop).isLessThan(LONGEST);
            for (; played < fixture.client.sessions.size(); played++) {
                ScriptedClient.Session session = fixture.client.sessions.get(played);
                play(session.opensAt(opened.plus(passed)), stream, random);
            }
            fixture.pass(STEP);
            passed = passed.plus(STEP);
            read.addAll(fixture.read());
        }
        return read;
    }

    /** Delivers all that there is, or is cut: by its end, by a break, by silence. */
    private void play(
            ScriptedClient.Session session, StoredStream stream, SplittableRandom random) {
        byte[] bytes = stream.bytesFrom(stream.first(session.start), random);
        if (bytes.length < 10 || cuts == MOST_CUTS || random.nextInt(3) == 0) {
            send(session, bytes, random);
            return;
        }
        cuts++;
        // Twice at the same byte would be taken for the end.
        int cut = random.nextInt(1, bytes.length - 1);
        lastCut = cut == lastCut ? cut + 1 : cut;
        send(session, Arrays.copyOf(bytes, lastCut), random);
        switch (random.nextInt(3)) {
            case 0 -> session.ends();
            case 1 -> session.breaks();
            default -> {}
        }
    }

    private static void send(
            ScriptedClient.Session session, byte[] bytes, SplittableRandom random) {
        for (int begin = 0; begin < bytes.length; ) {
            int end = Math.min(bytes.length, begin + random.nextInt(1, 3_000));
            session.sends(Arrays.copyOfRange(bytes, begin, end));
            begin = end;
        }
    }
}
