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

package io.github.flinkkvs.benchmarks;

import java.util.EnumSet;

/** Who reads. */
enum Contender {
    /** The SDK's client as the connector uses it; all bytes are dropped. */
    DRAIN,
    /** The connector in Flink, with the operator chained behind it. */
    CHAINED,
    /** The same, with two readers. */
    CHAINED_2,
    /** The connector in Flink, with a shuffle between it and the operator. */
    SHUFFLED,
    /** The connector on AWS's own C runtime, with the operator chained behind it. */
    CHAINED_CRT,
    /** AWS's worker with its parser library, on the SDK's version 1; a thread a stream. */
    AWS_WORKER,
    /** The SDK's client over Netty, both as they are by default; all bytes are dropped. */
    DRAIN_NETTY,
    /** The SDK's client over AWS's own C runtime; all bytes are dropped. */
    DRAIN_CRT,
    /** The SDK's blocking client over Apache's; all bytes are dropped, a thread a stream. */
    DRAIN_APACHE,
    /** The SDK's blocking client over the JDK's URL connection; the same. */
    DRAIN_URL;

    /** Whether it tells fragments apart, so that their latency is known. */
    boolean knowsFragments() {
        return EnumSet.of(CHAINED, CHAINED_2, SHUFFLED, CHAINED_CRT, AWS_WORKER).contains(this);
    }

    WireReader newReader() {
        return switch (this) {
            case DRAIN -> new ConnectorDrain();
            case CHAINED -> new ConnectorJob(1, false, "netty");
            case CHAINED_2 -> new ConnectorJob(2, false, "netty");
            case SHUFFLED -> new ConnectorJob(1, true, "netty");
            case CHAINED_CRT -> new ConnectorJob(1, false, "crt");
            case AWS_WORKER -> new ParserLibraryReader();
            case DRAIN_NETTY -> SdkDrain.netty();
            case DRAIN_CRT -> SdkDrain.crt();
            case DRAIN_APACHE -> SdkDrain.apache();
            case DRAIN_URL -> SdkDrain.urlConnection();
        };
    }
}
