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

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import static io.github.flinkkvs.media.client.FailureAction.BACK_OFF;
import static io.github.flinkkvs.media.client.FailureAction.FAIL;
import static io.github.flinkkvs.media.client.FailureAction.LOST_POSITION;
import static io.github.flinkkvs.media.client.FailureAction.NO_ARCHIVE;
import static io.github.flinkkvs.media.client.FailureAction.REFRESH_CREDENTIALS;
import static io.github.flinkkvs.media.client.FailureAction.REFRESH_ENDPOINT;
import static io.github.flinkkvs.media.client.FailureAction.RETRY_NOW;
import static io.github.flinkkvs.media.client.FailureAction.STREAM_NOT_FOUND;
import static io.github.flinkkvs.media.client.FailurePhase.ARCHIVE;
import static io.github.flinkkvs.media.client.FailurePhase.BODY;
import static io.github.flinkkvs.media.client.FailurePhase.CONTROL_PLANE;
import static io.github.flinkkvs.media.client.FailurePhase.CREDENTIALS;
import static io.github.flinkkvs.media.client.FailurePhase.GET_MEDIA;

/**
 * The one table that says what is to be done about an error: by its name and the phase in which it
 * came, since the status codes of the models, the guide and the wire disagree; by status only where
 * there is no known name.
 *
 * @see <a href="https://docs.aws.amazon.com/kinesisvideostreams/latest/dg/CommonErrors.html">Common
 *     errors</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/kinesisvideostreams/latest/dg/API_dataplane_GetMedia.html">
 *     GetMedia, with the error ids of its body</a>
 */
public final class FailureTable {

    /** Every unknown name that ends in {@code LimitExceededException}. */
    static final String ANY_LIMIT = "*LimitExceededException";

    /** Every unknown name that begins with {@code Throttl}. */
    static final String ANY_THROTTLE = "Throttl*";

    /** An answer of an unknown name, or of none, whose status says that it may pass. */
    static final String PASSING_STATUS = "HTTP 408, 429 or 5xx";

    /** An answer that is no JSON, as the host of another API gives it. */
    static final String NAMELESS_403 = "HTTP 403 without a name";

    /** An answer of an unknown name, or of none, with any other status. */
    static final String OTHER_STATUS = "any other answer";

    /** The connection was refused, reset or closed. */
    static final String BROKEN = "connection broken";

    /** Nothing came in time. */
    static final String NO_ANSWER = "no answer in time";

    /** The name of the host could not be resolved. */
    static final String UNKNOWN_HOST = "unknown host";

    /** The call could not even be made, since there are no credentials. */
    static final String NOT_SENT = "not sent";

    /** An error inside a body whose id is not documented. */
    static final String UNKNOWN_ID = "in-band, any other id";

    /** The fragment that reading was to start with did not come. */
    static final String START_IS_GONE = "another first fragment";

    /** Media may have expired unread. */
    static final String POSSIBLE_GAP = "possible gap";

    private static final String IN_BAND = "in-band ";

    private static final String CHECK_CREDENTIALS =
            "Check the aws.credentials options, and this machine's clock.";
    private static final String CHECK_RIGHTS =
            "The credentials need kinesisvideo:GetDataEndpoint and kinesisvideo:GetMedia on the"
                    + " stream.";
    private static final String CHECK_ARCHIVE_RIGHTS =
            "The credentials need kinesisvideo:ListFragments on the stream.";
    private static final String NOTHING_STORED = "Nothing is stored of the stream at that time.";
    private static final String CHECK_STREAM =
            "Check the stream's name, aws.region and aws.endpoint.";
    private static final String CHECK_ENDPOINT =
            "Check aws.region and aws.endpoint, and that the network reaches them.";
    private static final String CHECK_KEY =
            "Check the stream's KMS key and the credentials' rights to decrypt with it.";
    private static final String CHECK_POSITION =
            "The stream does not hold this position: it is older than the retention, or of another"
                    + " stream. See source.lost-position.";
    private static final String SEE_LOST_POSITION =
            "To go on with what is there, see source.lost-position.";

    private static final String CHECK_START =
            "The fragment is older than the retention, of another stream, or began before the time"
                    + " that was given with it. See source.lost-position.";
    private static final String CHECK_READERS = "Other readers of the stream and account count.";
    private static final String SERVICE = "The service is in trouble; see AWS's health dashboard.";

    private static final List<String> REFUSED_CREDENTIALS =
            List.of(
                    "RequestExpired",
                    "ExpiredTokenException",
                    "ExpiredToken", // of STS
                    "InvalidClientTokenId",
                    "UnrecognizedClientException");

    private static final FailurePhase[] CALLS = {CREDENTIALS, CONTROL_PLANE, ARCHIVE, GET_MEDIA};

    private static final List<FailureRow> ROWS =
            Stream.of(limits(), refusals(), archive(), nameless(), inBand())
                    .flatMap(List::stream)
                    .toList();

    private static final Map<FailurePhase, Map<String, FailureRow>> BY_PHASE = byPhase();

    private FailureTable() {}

    private static List<FailureRow> limits() {
        return List.of(
                new FailureRow(
                        BACK_OFF,
                        "ClientLimitExceededException",
                        CHECK_READERS,
                        CONTROL_PLANE,
                        ARCHIVE,
                        GET_MEDIA),
                new FailureRow(
                        BACK_OFF,
                        "ConnectionLimitExceededException",
                        "The service allows three GetMedia connections a stream; other readers"
                                + " count.",
                        GET_MEDIA),
                new FailureRow(BACK_OFF, ANY_LIMIT, CHECK_READERS, CALLS),
                new FailureRow(BACK_OFF, ANY_THROTTLE, CHECK_READERS, CALLS),
                new FailureRow(BACK_OFF, "ServiceUnavailable", SERVICE, CALLS),
                new FailureRow(BACK_OFF, "ServiceUnavailableException", SERVICE, CALLS),
                new FailureRow(BACK_OFF, "InternalFailure", SERVICE, CALLS));
    }

    private static List<FailureRow> refusals() {
        List<FailureRow> rows = new ArrayList<>();
        for (String name : REFUSED_CREDENTIALS) {
            rows.add(new FailureRow(REFRESH_CREDENTIALS, name, CHECK_CREDENTIALS, CALLS));
        }
        FailurePhase[] service = {CONTROL_PLANE, GET_MEDIA};
        rows.add(
                new FailureRow(
                        REFRESH_CREDENTIALS, "NotAuthorizedException", CHECK_RIGHTS, service));
        rows.add(new FailureRow(FAIL, "AccessDeniedException", CHECK_RIGHTS, service));
        rows.add(
                new FailureRow(
                        STREAM_NOT_FOUND, "ResourceNotFoundException", CHECK_STREAM, service));
        rows.add(new FailureRow(FAIL, "InvalidArgumentException", CHECK_STREAM, CONTROL_PLANE));
        rows.add(
                new FailureRow(
                        LOST_POSITION, "InvalidArgumentException", CHECK_POSITION, GET_MEDIA));
        rows.add(
                new FailureRow(
                        FAIL, "InvalidResourceFormatException", CHECK_STREAM, CONTROL_PLANE));
        rows.add(
                new FailureRow(
                        REFRESH_ENDPOINT, "InvalidEndpointException", CHECK_ENDPOINT, GET_MEDIA));
        return rows;
    }

    private static List<FailureRow> archive() {
        return List.of(
                new FailureRow(
                        REFRESH_CREDENTIALS,
                        "NotAuthorizedException",
                        CHECK_ARCHIVE_RIGHTS,
                        ARCHIVE),
                new FailureRow(FAIL, "AccessDeniedException", CHECK_ARCHIVE_RIGHTS, ARCHIVE),
                // A stream without retention gives the one or the other.
                new FailureRow(NO_ARCHIVE, "InvalidArgumentException", NOTHING_STORED, ARCHIVE),
                new FailureRow(NO_ARCHIVE, "ResourceNotFoundException", NOTHING_STORED, ARCHIVE));
    }

    private static List<FailureRow> nameless() {
        return List.of(
                new FailureRow(BACK_OFF, PASSING_STATUS, SERVICE, CALLS),
                new FailureRow(FAIL, NAMELESS_403, CHECK_ENDPOINT, CONTROL_PLANE, ARCHIVE),
                new FailureRow(REFRESH_ENDPOINT, NAMELESS_403, CHECK_ENDPOINT, GET_MEDIA),
                new FailureRow(REFRESH_CREDENTIALS, OTHER_STATUS, CHECK_CREDENTIALS, CREDENTIALS),
                new FailureRow(FAIL, OTHER_STATUS, "", CONTROL_PLANE, ARCHIVE, GET_MEDIA),
                new FailureRow(BACK_OFF, BROKEN, CHECK_ENDPOINT, CALLS),
                new FailureRow(RETRY_NOW, BROKEN, "", BODY),
                new FailureRow(BACK_OFF, NO_ANSWER, CHECK_ENDPOINT, CALLS),
                new FailureRow(
                        BACK_OFF,
                        UNKNOWN_HOST,
                        CHECK_ENDPOINT,
                        CREDENTIALS,
                        CONTROL_PLANE,
                        ARCHIVE),
                new FailureRow(REFRESH_ENDPOINT, UNKNOWN_HOST, CHECK_ENDPOINT, GET_MEDIA),
                new FailureRow(REFRESH_CREDENTIALS, NOT_SENT, CHECK_CREDENTIALS, CREDENTIALS));
    }

    private static List<FailureRow> inBand() {
        return List.of(
                new FailureRow(LOST_POSITION, IN_BAND + "3000", CHECK_POSITION, BODY),
                new FailureRow(LOST_POSITION, IN_BAND + "FRAGMENT_NOT_FOUND", CHECK_POSITION, BODY),
                new FailureRow(BACK_OFF, IN_BAND + "3002", SERVICE, BODY),
                new FailureRow(LOST_POSITION, IN_BAND + "4000", CHECK_POSITION, BODY),
                new FailureRow(FAIL, IN_BAND + "4500", CHECK_KEY, BODY),
                new FailureRow(FAIL, IN_BAND + "4501", CHECK_KEY, BODY),
                new FailureRow(FAIL, IN_BAND + "4502", CHECK_KEY, BODY),
                new FailureRow(BACK_OFF, IN_BAND + "4503", CHECK_KEY, BODY),
                new FailureRow(FAIL, IN_BAND + "4504", CHECK_KEY, BODY),
                new FailureRow(FAIL, IN_BAND + "4505", CHECK_KEY, BODY),
                new FailureRow(FAIL, IN_BAND + "4506", CHECK_KEY, BODY),
                new FailureRow(BACK_OFF, IN_BAND + "5000", SERVICE, BODY),
                new FailureRow(BACK_OFF, UNKNOWN_ID, "", BODY),
                new FailureRow(LOST_POSITION, START_IS_GONE, CHECK_START, BODY),
                new FailureRow(LOST_POSITION, POSSIBLE_GAP, SEE_LOST_POSITION, BODY));
    }

    private static Map<FailurePhase, Map<String, FailureRow>> byPhase() {
        Map<FailurePhase, Map<String, FailureRow>> byPhase = new EnumMap<>(FailurePhase.class);
        for (FailureRow row : ROWS) {
            for (FailurePhase phase : row.phases()) {
                byPhase.computeIfAbsent(phase, p -> new HashMap<>()).put(row.error(), row);
            }
        }
        return byPhase;
    }

    /** Returns the whole table, for the documentation and for tests. */
    public static List<FailureRow> rows() {
        return ROWS;
    }

    /**
     * Looks up an answer that is an error.
     *
     * @param errorName the exception's name; empty where the answer carried none
     * @param status the HTTP status; 0 where there was none
     */
    public static FailureRow ofAnswer(FailurePhase during, String errorName, int status) {
        // A body is no answer of its own; what names an error all the same is GetMedia's.
        FailurePhase phase = during == BODY ? GET_MEDIA : during;
        FailureRow byName = BY_PHASE.get(phase).get(errorName);
        return byName != null ? byName : row(phase, kindOfAnswer(phase, errorName, status));
    }

    private static String kindOfAnswer(FailurePhase phase, String errorName, int status) {
        if (isLimit(errorName)) {
            return ANY_LIMIT;
        }
        if (isThrottle(errorName)) {
            return ANY_THROTTLE;
        }
        if (status == 0 || status == 408 || status == 429 || status >= 500) {
            return PASSING_STATUS;
        }
        boolean ofAnotherHost = errorName.isEmpty() && status == 403 && phase != CREDENTIALS;
        return ofAnotherHost ? NAMELESS_403 : OTHER_STATUS;
    }

    private static boolean isLimit(String errorName) {
        return errorName.endsWith("LimitExceededException");
    }

    /** Returns whether an error says that there were too many calls or connections. */
    static boolean isThrottle(String errorName) {
        return isLimit(errorName) || errorName.startsWith("Throttl");
    }

    /**
     * Looks up an error that came inside a session; unknown ones are taken for passing trouble.
     *
     * @param errorId the id; 0 where there is none
     * @param errorCode the symbolic name
     */
    public static FailureRow ofInBandError(int errorId, String errorCode) {
        Map<String, FailureRow> rows = BY_PHASE.get(BODY);
        FailureRow byCode = rows.get(IN_BAND + errorCode);
        return byCode != null
                ? byCode
                : rows.getOrDefault(IN_BAND + errorId, row(BODY, UNKNOWN_ID));
    }

    /** Looks up one of the table's own words. */
    static FailureRow row(FailurePhase phase, String word) {
        FailureRow row = BY_PHASE.get(phase).get(word);
        if (row == null) {
            throw new IllegalArgumentException("There is no '" + word + "' in phase " + phase);
        }
        return row;
    }
}
