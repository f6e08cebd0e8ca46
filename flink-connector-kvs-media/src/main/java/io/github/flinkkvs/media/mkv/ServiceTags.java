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

package io.github.flinkkvs.media.mkv;

import io.github.flinkkvs.media.model.FragmentHeader;
import io.github.flinkkvs.media.model.FragmentNumber;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Gathers the tags by which the service speaks of one chunk, in the spellings of GetMedia and of
 * the archive.
 *
 * <p>Values are read when the Tags element around them has ended, and not at all in one that tells
 * of an error: that error must come through, whatever stands beside it.
 */
final class ServiceTags {

    private static final String PREFIX = "AWS_KINESISVIDEO_";
    private static final int MAX_FRAGMENT_NUMBER_DIGITS = 128;

    /**
     * GetMedia takes at most 128 of them back. Positions are checkpointed with their token, in a
     * form that holds no text of more than 64 kB: a longer one would fail every checkpoint.
     *
     * @see <a
     *     href="https://docs.aws.amazon.com/kinesisvideostreams/latest/dg/API_dataplane_StartSelector.html">
     *     API reference, StartSelector</a>
     */
    private static final int MAX_TOKEN_CHARS = 1_024;

    private String fragmentNumberText;
    private CharSequence serverTimestampText;
    private CharSequence producerTimestampText;
    private String millisBehindNow;
    private String continuationToken;
    private String errorId;
    private String errorCode;
    private String errorMessage;

    private String fragmentNumber;
    private Instant serverTimestamp;
    private Instant producerTimestamp;

    /** The delay that was read last, and of what: a reader that keeps up sees the same often. */
    private String lastDelayText = "";

    private OptionalLong lastDelay = OptionalLong.empty();

    void clear() {
        fragmentNumberText = null;
        serverTimestampText = null;
        producerTimestampText = null;
        millisBehindNow = null;
        continuationToken = null;
        errorId = null;
        errorCode = null;
        errorMessage = null;
        fragmentNumber = null;
        serverTimestamp = null;
        producerTimestamp = null;
    }

    /**
     * Takes the tag if it is one of the service's. The prefix alone does not tell: users' tags may
     * have it too.
     *
     * @param value need not stay what it is beyond {@link #endOfTags}
     */
    boolean take(String name, CharSequence value) {
        if (!name.startsWith(PREFIX)) {
            return false;
        }
        switch (name) {
            case PREFIX + "FRAGMENT_NUMBER" -> fragmentNumberText = value.toString();
            case PREFIX + "SERVER_TIMESTAMP", PREFIX + "SERVER_SIDE_TIMESTAMP" ->
                    serverTimestampText = value;
            case PREFIX + "PRODUCER_TIMESTAMP", PREFIX + "PRODUCER_SIDE_TIMESTAMP" ->
                    producerTimestampText = value;
            case PREFIX + "MILLIS_BEHIND_NOW" -> millisBehindNow = value.toString();
            case PREFIX + "CONTINUATION_TOKEN" -> continuationToken = token(value);
            case PREFIX + "ERROR_ID" -> errorId = value.toString();
            case PREFIX + "ERROR_CODE", PREFIX + "EXCEPTION_ERROR_CODE" ->
                    errorCode = value.toString();
            case PREFIX + "EXCEPTION_MESSAGE" -> errorMessage = value.toString();
            default -> {
                return false;
            }
        }
        return true;
    }

    /** To be called at the end of each Tags element. */
    void endOfTags() throws MalformedException {
        if (hasError()) {
            return;
        }
        if (fragmentNumberText != null && !fragmentNumberText.equals(fragmentNumber)) {
            fragmentNumber = checkedFragmentNumber(fragmentNumberText);
        }
        if (serverTimestampText != null) {
            serverTimestamp = EpochSeconds.parse(serverTimestampText);
            serverTimestampText = null;
        }
        if (producerTimestampText != null) {
            producerTimestamp = EpochSeconds.parse(producerTimestampText);
            producerTimestampText = null;
        }
        if (continuationToken != null) {
            checkToken(continuationToken);
        }
    }

    /** The service has so far always sent the fragment's number again: then it is one object. */
    private String token(CharSequence value) {
        return fragmentNumberText != null && fragmentNumberText.contentEquals(value)
                ? fragmentNumberText
                : value.toString();
    }

    private static void checkToken(String token) throws MalformedException {
        if (token.isEmpty()) {
            throw new MalformedException("the continuation token is empty");
        }
        if (token.length() > MAX_TOKEN_CHARS) {
            throw new MalformedException(
                    "the continuation token has %d characters, at most %d allowed: %s"
                            .formatted(
                                    token.length(),
                                    MAX_TOKEN_CHARS,
                                    MalformedException.shown(token)));
        }
    }

    boolean hasError() {
        return errorId != null || errorCode != null || errorMessage != null;
    }

    /** Whether the trailer has been read. */
    boolean complete() {
        return continuationToken != null;
    }

    /** The number, once it has been read and found to be one. */
    Optional<String> fragmentNumber() {
        return Optional.ofNullable(fragmentNumber);
    }

    Optional<Instant> serverTimestamp() {
        return Optional.ofNullable(serverTimestamp);
    }

    Optional<Instant> producerTimestamp() {
        return Optional.ofNullable(producerTimestamp);
    }

    FragmentHeader values() throws MalformedException {
        return new FragmentHeader(
                FragmentNumber.of(required("FRAGMENT_NUMBER", fragmentNumber)),
                continuationToken,
                required("PRODUCER_TIMESTAMP", producerTimestamp),
                required("SERVER_TIMESTAMP", serverTimestamp),
                behindNow());
    }

    ErrorChunk error(long position) {
        String code = errorCode != null ? errorCode : errorMessage != null ? errorMessage : "";
        Optional<String> number =
                Optional.ofNullable(fragmentNumberText).filter(ServiceTags::isFragmentNumber);
        return new ErrorChunk(number(errorId != null ? errorId : code), code, number, position);
    }

    private static OptionalInt number(String text) {
        try {
            return OptionalInt.of(Integer.parseInt(text));
        } catch (NumberFormatException e) {
            return OptionalInt.empty();
        }
    }

    /** Informational only: nonsense here is no reason to lose the fragment. */
    private OptionalLong behindNow() {
        if (millisBehindNow == null) {
            return OptionalLong.empty();
        }
        if (!millisBehindNow.equals(lastDelayText)) {
            lastDelay = delay(millisBehindNow);
            lastDelayText = millisBehindNow;
        }
        return lastDelay;
    }

    private static OptionalLong delay(String text) {
        try {
            return OptionalLong.of(Long.parseLong(text));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    private static <T> T required(String name, T value) throws MalformedException {
        if (value == null) {
            throw new MalformedException("the chunk ends without its " + PREFIX + name);
        }
        return value;
    }

    private static String checkedFragmentNumber(String text) throws MalformedException {
        if (!isFragmentNumber(text)) {
            throw new MalformedException(
                    "a fragment number is not 1 to %d digits: %s"
                            .formatted(MAX_FRAGMENT_NUMBER_DIGITS, MalformedException.shown(text)));
        }
        return text;
    }

    private static boolean isFragmentNumber(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= MAX_FRAGMENT_NUMBER_DIGITS;
    }
}
