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

package io.github.flinkkvs.emulator.clients;

import io.github.flinkkvs.emulator.KvsEmulator;
import io.github.flinkkvs.emulator.KvsEmulatorBuilder;
import io.github.flinkkvs.emulator.auth.AccessKey;

import java.util.List;

/** An account whose key the emulator knows, so that it checks every signature by its value. */
final class Account {
    static final String KEY_ID = "AKIAIOSFODNN7EXAMPLE";
    static final String SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    static final String REGION = "us-east-1";

    private Account() {}

    static KvsEmulatorBuilder emulator() {
        return KvsEmulator.builder()
                .region(REGION)
                .accessKeys(List.of(AccessKey.of(KEY_ID, SECRET)));
    }
}
