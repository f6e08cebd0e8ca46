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

import java.util.Map;

/**
 * An error with which one call will be answered.
 *
 * @param body what it looks like
 */
public record PlannedFailure(int httpStatus, String errorName, String message, ErrorBody body) {
    private static final int UNKNOWN_NAME = 400;

    /** By the service models and the page on common errors. */
    private static final Map<String, Integer> STATUS =
            Map.ofEntries(
                    Map.entry("AccessDeniedException", 403),
                    Map.entry("ExpiredTokenException", 403),
                    Map.entry("InternalFailure", 500),
                    Map.entry("InvalidClientTokenId", 403),
                    Map.entry("NotAuthorizedException", 401),
                    Map.entry("ResourceNotFoundException", 404),
                    Map.entry("ServiceUnavailable", 503));

    static PlannedFailure of(Fault fault) {
        int status =
                fault.find(FaultParameter.STATUS)
                        .map(Long::intValue)
                        .orElseGet(() -> STATUS.getOrDefault(name(fault), UNKNOWN_NAME));
        return new PlannedFailure(
                status,
                fault.find(FaultParameter.NAME).orElseGet(() -> nameOf(status)),
                fault.get(FaultParameter.MESSAGE, "Injected: " + fault),
                fault.get(FaultParameter.BODY, ErrorBody.JSON));
    }

    private static String name(Fault fault) {
        return fault.get(FaultParameter.NAME, "");
    }

    private static String nameOf(int status) {
        return switch (status) {
            case 401 -> "NotAuthorizedException";
            case 403 -> "AccessDeniedException";
            case 404 -> "ResourceNotFoundException";
            case 503 -> "ServiceUnavailable";
            default -> status < 500 ? "InvalidArgumentException" : "InternalFailure";
        };
    }
}
