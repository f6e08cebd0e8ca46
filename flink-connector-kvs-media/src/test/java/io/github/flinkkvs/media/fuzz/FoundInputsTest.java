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

package io.github.flinkkvs.media.fuzz;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Runs what the fuzzer begins with, what it once found, and a little of what it would try. */
class FoundInputsTest {

    private static final int VARIATIONS = 20;

    @TestFactory
    List<DynamicTest> everyTargetKeepsItsPromises() throws Exception {
        List<DynamicTest> tests = new ArrayList<>();
        for (String name : FuzzTargets.names()) {
            FuzzTarget target = FuzzTargets.named(name);
            for (Map.Entry<String, byte[]> found : FuzzTargets.found(name).entrySet()) {
                byte[] input = found.getValue();
                tests.add(
                        DynamicTest.dynamicTest(
                                name + ": " + found.getKey(), () -> target.run(input)));
            }
            tests.add(DynamicTest.dynamicTest(name + ": seeds", () -> runSeeds(target)));
        }
        return tests;
    }

    private static void runSeeds(FuzzTarget target) throws Exception {
        Random random = new Random(42);
        target.run(new byte[0]);
        for (byte[] seed : target.seeds()) {
            target.run(seed);
            for (int i = 0; i < VARIATIONS; i++) {
                byte[] varied = seed.clone();
                varied[random.nextInt(varied.length)] = (byte) random.nextInt();
                target.run(varied);
            }
        }
    }
}
