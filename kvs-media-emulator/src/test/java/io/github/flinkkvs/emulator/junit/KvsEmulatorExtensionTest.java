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

import io.github.flinkkvs.emulator.KvsEmulator;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ExtendWith(KvsEmulatorExtension.class)
class KvsEmulatorExtensionTest {
    private final KvsEmulator ofConstructor;

    KvsEmulatorExtensionTest(KvsEmulator emulator) {
        ofConstructor = emulator;
    }

    @RepeatedTest(2)
    void eachTestFindsAnEmptyAccount(KvsEmulator emulator) {
        assertThat(emulator.streams()).isEmpty();
        emulator.createStream("door");
    }

    @Test
    void theTestsOfAClassShareAnEmulator(KvsEmulator emulator) {
        assertThat(emulator).isNotNull().isSameAs(ofConstructor);
    }

    @Test
    void anExtensionThatNobodyRegisteredSaysSo() {
        assertThatThrownBy(() -> new KvsEmulatorExtension().emulator())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("@RegisterExtension");
    }

    @Nested
    class InnerTests {
        @Test
        void shareItToo(KvsEmulator emulator) {
            assertThat(emulator).isSameAs(ofConstructor);
        }
    }
}
