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

package io.github.flinkkvs.media.model;

import org.apache.flink.annotation.PublicEvolving;

import javax.annotation.Nullable;

import java.io.Serializable;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Kinesis video stream, named as the user named it: by name, or by ARN.
 *
 * <p>Requests carry the ARN where there is one and the name otherwise. An ARN ends in the stream's
 * creation time, so it does not follow a stream that is deleted and created again; a name does.
 */
@PublicEvolving
public final class StreamId implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Any partition is accepted: the service's own patterns disagree about them. */
    private static final Pattern ARN =
            Pattern.compile("arn:[^:]+:kinesisvideo:[^:]*:[^:]*:stream/([a-zA-Z0-9_.-]{1,256})/.+");

    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.-]{1,256}");

    private final String name;
    @Nullable private final String arn;

    private StreamId(String name, @Nullable String arn) {
        this.name = name;
        this.arn = arn;
    }

    /**
     * Reads a stream's name or ARN.
     *
     * @throws IllegalArgumentException if the text is neither
     */
    public static StreamId of(String nameOrArn) {
        Matcher arn = ARN.matcher(nameOrArn);
        if (arn.matches()) {
            return new StreamId(arn.group(1), nameOrArn);
        }
        if (NAME.matcher(nameOrArn).matches()) {
            return new StreamId(nameOrArn, null);
        }
        throw new IllegalArgumentException(
                "Not a stream: '"
                        + nameOrArn
                        + "' is neither a stream name (1 to 256 letters, digits, '_', '.', '-') nor an"
                        + " ARN such as arn:aws:kinesisvideo:eu-central-1:123456789012:stream/NAME/1234567890123.");
    }

    /** Returns the stream's name; with an ARN, the name inside it. */
    public String name() {
        return name;
    }

    /** Returns the ARN, if the user named the stream by it. */
    public Optional<String> arn() {
        return Optional.ofNullable(arn);
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof StreamId
                && name.equals(((StreamId) o).name)
                && Objects.equals(arn, ((StreamId) o).arn);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, arn);
    }

    /** Returns what the user wrote: the ARN, or the name. */
    @Override
    public String toString() {
        return arn == null ? name : arn;
    }
}
