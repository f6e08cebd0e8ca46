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

package io.github.flinkkvs.media.client;

import java.util.Map;

/**
 * The one table that says what is to be done about an error of the service: by its name, since the
 * status codes of the models, the guide and the wire disagree; by status only where there is no
 * name.
 *
 * @see <a href="https://docs.aws.amazon.com/kinesisvideostreams/latest/dg/CommonErrors.html">Common
 *     errors</a>
 */
public final class FailureTable {

    private static final Map<String, FailureAction> BY_NAME =
            Map.ofEntries(
                    Map.entry("ClientLimitExceededException", FailureAction.BACK_OFF),
                    Map.entry("ConnectionLimitExceededException", FailureAction.BACK_OFF),
                    Map.entry("ThrottlingException", FailureAction.BACK_OFF),
                    Map.entry("Throttling", FailureAction.BACK_OFF),
                    Map.entry("ServiceUnavailable", FailureAction.BACK_OFF),
                    Map.entry("ServiceUnavailableException", FailureAction.BACK_OFF),
                    Map.entry("InternalFailure", FailureAction.BACK_OFF),
                    Map.entry("RequestExpired", FailureAction.REFRESH_CREDENTIALS),
                    Map.entry("InvalidEndpointException", FailureAction.REFRESH_ENDPOINT),
                    Map.entry("NotAuthorizedException", FailureAction.REFRESH_CREDENTIALS),
                    Map.entry("ExpiredTokenException", FailureAction.REFRESH_CREDENTIALS),
                    Map.entry("ExpiredToken", FailureAction.REFRESH_CREDENTIALS), // of STS
                    Map.entry("InvalidClientTokenId", FailureAction.REFRESH_CREDENTIALS),
                    Map.entry("UnrecognizedClientException", FailureAction.REFRESH_CREDENTIALS),
                    Map.entry("InvalidArgumentException", FailureAction.LOST_POSITION),
                    Map.entry("ResourceNotFoundException", FailureAction.FAIL),
                    Map.entry("AccessDeniedException", FailureAction.FAIL),
                    Map.entry("InvalidResourceFormatException", FailureAction.FAIL));

    /** Error ids that come inside the body of an accepted GetMedia, in tags. */
    private static final Map<Integer, FailureAction> BY_ID =
            Map.ofEntries(
                    Map.entry(3000, FailureAction.LOST_POSITION),
                    Map.entry(3002, FailureAction.BACK_OFF),
                    Map.entry(4000, FailureAction.LOST_POSITION),
                    Map.entry(4500, FailureAction.FAIL),
                    Map.entry(4501, FailureAction.FAIL),
                    Map.entry(4502, FailureAction.FAIL),
                    Map.entry(4503, FailureAction.BACK_OFF),
                    Map.entry(4504, FailureAction.FAIL),
                    Map.entry(4505, FailureAction.FAIL),
                    Map.entry(4506, FailureAction.FAIL),
                    Map.entry(5000, FailureAction.BACK_OFF));

    private FailureTable() {}

    /**
     * Looks up an HTTP error.
     *
     * @param errorName the exception's name; empty where the answer carried none
     * @param status the HTTP status; 0 where there was no answer
     */
    public static FailureAction ofHttp(String errorName, int status) {
        FailureAction byName = BY_NAME.get(errorName);
        if (byName != null) {
            return byName;
        }
        if (errorName.endsWith("LimitExceededException") || errorName.startsWith("Throttl")) {
            return FailureAction.BACK_OFF;
        }
        boolean passing = status == 0 || status == 408 || status == 429 || status >= 500;
        return passing ? FailureAction.BACK_OFF : FailureAction.FAIL;
    }

    /**
     * Looks up an error that came inside a session; unknown ones are taken for passing trouble.
     *
     * @param errorId the id; 0 where there is none
     * @param errorCode the symbolic name
     */
    public static FailureAction ofInBandError(int errorId, String errorCode) {
        return errorCode.equals("FRAGMENT_NOT_FOUND")
                ? FailureAction.LOST_POSITION
                : BY_ID.getOrDefault(errorId, FailureAction.BACK_OFF);
    }
}
