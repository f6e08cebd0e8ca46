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

package io.github.flinkkvs.e2e.faults;

import java.util.List;
import java.util.Random;

/**
 * A fault of the service itself, as the emulator takes it. None of them makes the stream lose what
 * it has; so a trailer is lost once only, as a fragment that comes without it again is one whose
 * producer died before it was complete.
 */
record ServiceFault(String stream, String fault) {

    private static final List<String> KINDS =
            List.of(
                    "end after=%d how=clean times=3",
                    "end after=%d how=abrupt mid-block times=3",
                    "end after=%d how=reset mid-block times=3",
                    "stall after=%d for=4s times=1",
                    "slow rate=20000 after=%d for=4s times=1",
                    "trickle bytes=40 every=10ms after=%d for=2s times=1",
                    "duplicate-chunk after=%d times=3",
                    "drop-trailer after=%d times=1",
                    "garbage after=%d times=1",
                    "http-error operation=GetMedia status=500 times=3",
                    "http-error operation=GetMedia name=ClientLimitExceededException times=3",
                    "http-error operation=GetDataEndpoint status=503 times=2");

    /**
     * More than any fragment has. A session that begins with a fragment whose trailer was lost
     * cannot lose it a second time, not even by another such fault.
     */
    private static final int EARLIEST_BYTES = 10_000;

    private static final int LATEST_BYTES = 60_000;

    static ServiceFault drawn(Random random, List<String> streams) {
        String stream = streams.get(random.nextInt(streams.size()));
        String kind = KINDS.get(random.nextInt(KINDS.size()));
        int after = random.nextInt(EARLIEST_BYTES, LATEST_BYTES);
        return new ServiceFault(stream, kind.formatted(after));
    }

    @Override
    public String toString() {
        return stream + "=" + fault;
    }
}
