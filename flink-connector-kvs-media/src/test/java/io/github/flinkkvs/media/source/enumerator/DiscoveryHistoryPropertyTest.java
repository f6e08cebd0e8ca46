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

package io.github.flinkkvs.media.source.enumerator;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import java.io.IOException;
import java.util.List;

/**
 * Any history of an enumerator that searches: streams appear, vanish, are released and come back,
 * searches fail, readers come, fail and return, checkpoints are begun, completed and restored at
 * any step, with the same number of readers or another. A number modulo {@link #STEPS} says what
 * happens, the rest of it to whom.
 */
class DiscoveryHistoryPropertyTest {

    private static final int STEPS = 13;
    private static final int STREAMS = 9;

    @Property
    void nothingIsLostNothingDoubledAndLoadsDifferByOneAtMost(
            @ForAll @Size(max = 100) List<@IntRange(max = 2_000) Integer> steps)
            throws IOException {
        DiscoveryHistory history = new DiscoveryHistory();

        for (int step : steps) {
            take(history, step % STEPS, step / STEPS);
            history.checkNothingIsLostOrDoubled();
        }

        history.settle();
        history.checkAllIsRead();
    }

    private static void take(DiscoveryHistory history, int step, int argument) throws IOException {
        switch (step) {
            case 0, 1 -> history.appear("cam-" + argument % STREAMS);
            case 2 -> history.vanish("cam-" + argument % STREAMS);
            case 3, 4 -> history.searchAndSucceed();
            case 5 -> history.searchAndFail();
            case 6 -> history.register(argument);
            case 7 -> history.fail(argument);
            case 8 -> history.beginCheckpoint();
            case 9 -> history.completeCheckpoint();
            case 10 -> history.passAThirdOfTheDelay();
            case 11 -> history.stayAwayForTheDelay("cam-" + argument % STREAMS, argument % 2 == 0);
            default -> history.restore(argument % 4 == 0 ? 2 + argument % 3 : 0);
        }
    }
}
