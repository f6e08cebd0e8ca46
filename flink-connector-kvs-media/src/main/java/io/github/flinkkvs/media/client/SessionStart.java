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

import io.github.flinkkvs.media.model.FragmentNumber;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.function.Function;

/**
 * Where a GetMedia session starts: the six selectors of the service.
 *
 * @param type the selector
 * @param value what goes with it: a number, a token, an ISO-8601 instant, or nothing
 * @see <a
 *     href="https://docs.aws.amazon.com/kinesisvideostreams/latest/dg/API_dataplane_StartSelector.html">
 *     API reference, StartSelector</a>
 */
public record SessionStart(Type type, String value) {

    /** The selectors, as the service names them. */
    public enum Type {
        /** What comes from now on. */
        NOW,
        /** The oldest fragment that is still stored. */
        EARLIEST,
        /** The fragment after the one named. */
        FRAGMENT_NUMBER,
        /** The fragment that contains an instant of the service's clock. */
        SERVER_TIMESTAMP,
        /** The fragment that contains an instant of the producer's clock. */
        PRODUCER_TIMESTAMP,
        /** The fragment after the one that carried the token. */
        CONTINUATION_TOKEN
    }

    /**
     * Checks that the value is what the selector goes with.
     *
     * @throws IllegalArgumentException if it is not
     */
    public SessionStart {
        boolean fits =
                switch (type) {
                    case NOW, EARLIEST -> value.isEmpty();
                    case FRAGMENT_NUMBER -> isReadBy(FragmentNumber::of, value);
                    case SERVER_TIMESTAMP, PRODUCER_TIMESTAMP -> isReadBy(Instant::parse, value);
                    case CONTINUATION_TOKEN -> !value.isEmpty();
                };
        if (!fits) {
            throw new IllegalArgumentException(
                    "Not a start of a session: " + type + " does not go with '" + value + "'.");
        }
    }

    private static boolean isReadBy(Function<String, ?> reader, String text) {
        try {
            return reader.apply(text) != null;
        } catch (IllegalArgumentException | DateTimeException e) {
            return false;
        }
    }

    /** Starts with what comes from now on. */
    public static SessionStart now() {
        return new SessionStart(Type.NOW, "");
    }

    /** Starts with the oldest fragment that is still stored. */
    public static SessionStart earliest() {
        return new SessionStart(Type.EARLIEST, "");
    }

    /** Starts behind the given fragment. */
    public static SessionStart afterFragment(FragmentNumber number) {
        return new SessionStart(Type.FRAGMENT_NUMBER, number.toString());
    }

    /** Starts with the fragment that contains the instant by the service's clock. */
    public static SessionStart atServerTimestamp(Instant instant) {
        return new SessionStart(Type.SERVER_TIMESTAMP, instant.toString());
    }

    /** Starts with the fragment that contains the instant by the producer's clock. */
    public static SessionStart atProducerTimestamp(Instant instant) {
        return new SessionStart(Type.PRODUCER_TIMESTAMP, instant.toString());
    }

    /** Starts behind the fragment that carried the token. */
    public static SessionStart continuationToken(String token) {
        return new SessionStart(Type.CONTINUATION_TOKEN, token);
    }

    @Override
    public String toString() {
        return value.isEmpty() ? type.name() : type + "=" + value;
    }
}
