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

package io.github.flinkkvs.emulator.junit;

import io.github.flinkkvs.emulator.limits.ServiceLimits;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

class RegisteredExtensionTest {
    @RegisterExtension
    static final KvsEmulatorExtension KVS =
            KvsEmulatorExtension.with(options -> options.limits(ServiceLimits.none()));

    @Test
    void itHasTheOptionsThatItWasGiven() {
        assertThat(KVS.emulator().limits()).isEqualTo(ServiceLimits.none());
    }

    @RepeatedTest(2)
    void eachTestFindsAnEmptyAccount() {
        assertThat(KVS.emulator().streams()).isEmpty();

        assertThat(KVS.createStream("door").name()).isEqualTo("door");
    }
}
