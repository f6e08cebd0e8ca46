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

package io.github.flinkkvs.emulator.session;

import java.util.Optional;

/**
 * How a fault ends a session that it has struck.
 *
 * @param midBlock whether the session goes on to the middle of a block first
 * @param exact whether it ends after a number of bytes, all of which are to reach the client
 * @param error what the body ends with, if with anything
 */
public record Ending(SessionEnd how, boolean midBlock, boolean exact, Optional<InBandError> error) {

    /**
     * An error in the body.
     *
     * @param id such as 4000
     * @param code such as {@code FRAGMENT_NOT_FOUND}
     */
    public record InBandError(int id, String code, ErrorPlace place) {
        private static InBandError of(Fault fault) {
            long id = fault.find(FaultParameter.ID).orElseThrow();
            return new InBandError(
                    (int) id,
                    fault.get(FaultParameter.CODE, ErrorCodes.of(id)),
                    fault.get(FaultParameter.PLACE, ErrorPlace.CHUNK));
        }
    }

    /** Nothing if this is no fault that ends sessions. */
    static Optional<Ending> of(Fault fault) {
        return switch (fault.kind()) {
            case END -> {
                boolean midBlock = fault.get(FaultParameter.MID_BLOCK, false);
                boolean atBytes =
                        fault.find(FaultParameter.AFTER).filter(a -> a.age() == null).isPresent();
                SessionEnd how = fault.get(FaultParameter.HOW, SessionEnd.CLEAN);
                yield Optional.of(new Ending(how, midBlock, midBlock || atBytes, Optional.empty()));
            }
            case IN_BAND_ERROR ->
                    Optional.of(
                            new Ending(
                                    SessionEnd.CLEAN,
                                    false,
                                    true,
                                    Optional.of(InBandError.of(fault))));
            default -> Optional.empty();
        };
    }
}
