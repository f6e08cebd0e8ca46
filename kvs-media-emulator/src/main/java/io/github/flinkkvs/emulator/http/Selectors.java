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

import io.github.flinkkvs.emulator.store.StartSelector;

/** Reads the {@code StartSelector} member of a GetMedia request. */
final class Selectors {
    private Selectors() {}

    static StartSelector read(JsonRequest request) {
        JsonRequest selector = request.requiredObject("StartSelector");
        String type = selector.requiredText("StartSelectorType");
        return switch (type) {
            case "NOW" -> StartSelector.now();
            case "EARLIEST" -> StartSelector.earliest();
            case "FRAGMENT_NUMBER" ->
                    StartSelector.afterFragment(
                            selector.requiredText("AfterFragmentNumber", "[0-9]{1,128}"));
            case "CONTINUATION_TOKEN" ->
                    StartSelector.continuing(
                            selector.requiredText("ContinuationToken", "[a-zA-Z0-9_.-]{1,128}"));
            case "SERVER_TIMESTAMP" ->
                    StartSelector.serverTime(selector.requiredInstant("StartTimestamp"));
            case "PRODUCER_TIMESTAMP" ->
                    StartSelector.producerTime(selector.requiredInstant("StartTimestamp"));
            default -> throw ServiceException.invalidArgument("Unknown StartSelectorType " + type);
        };
    }
}
