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

package io.github.flinkkvs.emulator.http;

import io.github.flinkkvs.emulator.auth.SignatureCheck;
import io.github.flinkkvs.emulator.limits.ServiceLimits;
import io.github.flinkkvs.emulator.session.FaultBook;
import io.github.flinkkvs.emulator.session.ProducerRegistry;
import io.github.flinkkvs.emulator.session.SessionSettings;
import io.github.flinkkvs.emulator.session.UploadTimes;
import io.github.flinkkvs.emulator.store.StreamStore;

import java.time.Clock;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * What stands behind the endpoints: the account and what is to befall its callers.
 *
 * @param callsRefused counts what is refused for being over a limit
 */
public record Service(
        StreamStore streams,
        FaultBook faults,
        SessionSettings sessions,
        ProducerRegistry producers,
        UploadTimes uploadTimes,
        Supplier<ServiceLimits> limits,
        LongAdder callsRefused,
        SignatureCheck signatures,
        Clock clock) {}
