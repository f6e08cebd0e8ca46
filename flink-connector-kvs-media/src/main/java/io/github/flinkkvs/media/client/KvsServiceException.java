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

import javax.annotation.Nullable;

import java.io.IOException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

import static java.util.regex.Pattern.CASE_INSENSITIVE;

/**
 * A call to the service failed. The message names operation, stream, error, status, request id and
 * what the user can do; it never holds credentials.
 */
public final class KvsServiceException extends IOException {

    private static final long serialVersionUID = 1L;

    /** What is shown of a text that came over the wire; the service's own messages are shorter. */
    private static final int SHOWN_CHARS = 500;

    /**
     * Where a signature is wrong, the answer quotes the request as it was to be signed, and so may
     * hold the session token of temporary credentials: <a
     * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/signature-v4-troubleshooting.html">AWS
     * on signatures</a>.
     */
    private static final Pattern QUOTED_TOKEN =
            Pattern.compile("(x-amz-security-token\\s*[:=]\\s*)[^\\s'\"&]+", CASE_INSENSITIVE);

    private final String errorName;
    private final FailureAction action;
    private final String tableEntry;

    /**
     * The cause is suppressed, not chained: Flink's clients show the innermost cause alone, which
     * is to be this error, with what to do about it. Stack traces show both, unless the cause
     * quotes a secret.
     */
    private KvsServiceException(
            String message, String errorName, FailureRow row, @Nullable Throwable cause) {
        super(row.advice().isEmpty() ? message : message + " " + row.advice());
        if (cause != null && !quotesToken(cause)) {
            addSuppressed(cause);
        }
        this.errorName = errorName;
        this.action = row.action();
        this.tableEntry = row.error();
    }

    /**
     * The service answered with an error.
     *
     * @param errorName the exception's name; empty if the answer carried none
     * @param status the HTTP status
     * @param detail the service's message
     * @param requestId the service's name for the request
     */
    public static KvsServiceException refused(
            ServiceCall call,
            String errorName,
            int status,
            String detail,
            String requestId,
            Throwable cause) {
        String message =
                String.format(
                        "%s was refused%s: %s (HTTP %d, request %s): %s",
                        call,
                        call.phase() == FailurePhase.CREDENTIALS ? " its credentials" : "",
                        errorName.isEmpty() ? "no error name" : shown(errorName),
                        status,
                        shown(requestId),
                        sentence(detail));
        FailureRow row = FailureTable.ofAnswer(call.phase(), errorName, status);
        return new KvsServiceException(message, errorName, row, cause);
    }

    /** No answer came, or the connection broke. */
    public static KvsServiceException broken(ServiceCall call, Throwable cause) {
        boolean unknownHost = call.phase() != FailurePhase.BODY && isUnknownHost(cause);
        return new KvsServiceException(
                call + " failed: " + sentence(String.valueOf(cause.getMessage())),
                "",
                FailureTable.row(
                        call.phase(),
                        unknownHost ? FailureTable.UNKNOWN_HOST : FailureTable.BROKEN),
                cause);
    }

    private static boolean isUnknownHost(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException) {
                return true;
            }
        }
        return false;
    }

    /**
     * The call could not even be made, for example for want of credentials, perhaps for a moment.
     */
    public static KvsServiceException notSent(ServiceCall call, Throwable cause) {
        return new KvsServiceException(
                call + " could not be sent: " + sentence(String.valueOf(cause.getMessage())),
                "",
                FailureTable.row(call.phase(), FailureTable.NOT_SENT),
                cause);
    }

    /** No answer came in time. */
    public static KvsServiceException timedOut(ServiceCall call, Duration timeout) {
        return new KvsServiceException(
                call + " failed: no answer within " + timeout + ".",
                "",
                FailureTable.row(call.phase(), FailureTable.NO_ANSWER),
                null);
    }

    /** No answer came in time, as the SDK counts it. */
    static KvsServiceException unanswered(ServiceCall call, Throwable cause) {
        return new KvsServiceException(
                call
                        + " failed: no answer in time: "
                        + sentence(String.valueOf(cause.getMessage())),
                "",
                FailureTable.row(call.phase(), FailureTable.NO_ANSWER),
                cause);
    }

    /** The service accepted the request and reported an error inside the body. */
    public static KvsServiceException inBand(
            ServiceCall call,
            OptionalInt errorId,
            String errorCode,
            Optional<String> fragment,
            String requestId) {
        String id = errorId.isPresent() ? String.valueOf(errorId.getAsInt()) : "none";
        String message =
                String.format(
                        "%s ended with the service's error %s (id %s, request %s)%s.",
                        call,
                        shown(errorCode),
                        id,
                        shown(requestId),
                        fragment.map(number -> " at fragment " + number).orElse(""));
        FailureRow row = FailureTable.ofInBandError(errorId.orElse(0), errorCode);
        return new KvsServiceException(message, errorCode, row, null);
    }

    /** The first fragment of a session is greater than the one that was to be the first. */
    public static KvsServiceException startIsGone(
            ServiceCall call, String wanted, String found, String requestId) {
        return new KvsServiceException(
                String.format(
                        "%s was to give fragment %s first and gave %s, which lies behind it"
                                + " (request %s).",
                        call, wanted, found, requestId),
                "",
                FailureTable.row(FailurePhase.BODY, FailureTable.START_IS_GONE),
                null);
    }

    /**
     * Media may have expired before it was read.
     *
     * @param from up to when all was read
     * @param to when what is missing ended, if anything is
     * @param why why it is not stored any more
     * @param next the number of the fragment that comes next
     */
    public static KvsServiceException possibleGap(
            ServiceCall call, Instant from, Instant to, String why, String next, String requestId) {
        return new KvsServiceException(
                String.format(
                        "%s goes on with fragment %s; what was stored from %s to %s, if anything,"
                                + " is gone: %s (request %s).",
                        call, next, from, to, why, requestId),
                "",
                FailureTable.row(FailurePhase.BODY, FailureTable.POSSIBLE_GAP),
                null);
    }

    private static String sentence(String text) {
        String shown = shown(text);
        return shown.endsWith(".") ? shown : shown + ".";
    }

    /** One line of bounded length: a proxy or a hostile host may answer with anything. */
    private static String shown(String text) {
        String cut = text.length() <= SHOWN_CHARS ? text : text.substring(0, SHOWN_CHARS) + "...";
        return QUOTED_TOKEN.matcher(cut).replaceAll("$1***").replaceAll("\\p{Cntrl}", " ");
    }

    private static boolean quotesToken(Throwable thrown) {
        for (Throwable error = thrown; error != null; error = error.getCause()) {
            if (QUOTED_TOKEN.matcher(String.valueOf(error.getMessage())).find()) {
                return true;
            }
        }
        return false;
    }

    /** Returns the name of the service's error; empty if there was none. */
    public String errorName() {
        return errorName;
    }

    /** Returns whether the service said that there were too many calls or connections. */
    public boolean isThrottle() {
        return FailureTable.isThrottle(errorName);
    }

    /** Returns which error of the {@link FailureTable} it was taken for. */
    String tableEntry() {
        return tableEntry;
    }

    /** Returns what is to be done. */
    public FailureAction action() {
        return action;
    }
}
