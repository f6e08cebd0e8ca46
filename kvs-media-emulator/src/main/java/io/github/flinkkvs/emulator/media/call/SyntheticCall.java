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

package io.github.flinkkvs.emulator.media.call;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The description of a call that Amazon Connect would stream. Immutable.
 *
 * <p>Two tracks of 16-bit PCM at 8 kHz, {@code AUDIO_FROM_CUSTOMER} and {@code AUDIO_TO_CUSTOMER},
 * and tags behind each fragment's cluster; see the guide's "plan live media streaming" and the
 * sample project {@code amazon-connect-realtime-transcription}, from which names and formats are
 * taken. As with Connect, nothing says that the call is over: the stream falls silent, and may
 * serve a later call with another contact id.
 */
public final class SyntheticCall {
    static final String FROM_CUSTOMER = "AUDIO_FROM_CUSTOMER";
    static final String TO_CUSTOMER = "AUDIO_TO_CUSTOMER";

    private static final Duration LONGEST_FRAGMENT = Duration.ofSeconds(10);

    private final String contactId;
    private final Duration length;
    private final Duration fragmentLength;
    private final boolean declaredAsAac;
    private final Map<String, String> tags;

    private SyntheticCall(Builder options) {
        contactId = options.contactId;
        length = options.length;
        fragmentLength = options.fragmentLength;
        declaredAsAac = options.declaredAsAac;
        tags = new LinkedHashMap<>();
        tags.put("ContactId", contactId);
        tags.put("InstanceId", options.instanceId);
        tags.put("MimeType", "audio/L16;rate=8000;channels=1;");
        tags.put("Events", options.events);
    }

    /** A call of one minute in fragments of one second. */
    public static Builder builder(String contactId) {
        return new Builder(contactId);
    }

    /** The call that the builder starts from. */
    public static SyntheticCall of(String contactId) {
        return builder(contactId).build();
    }

    public String contactId() {
        return contactId;
    }

    public Duration length() {
        return length;
    }

    /** All that the customer says, as signed samples of 16 bits, little-endian, at 8 kHz. */
    public byte[] fromCustomer() {
        return conversation().samples(Conversation.CUSTOMER, 0, (int) length.toMillis());
    }

    /** All that the customer hears, see {@link #fromCustomer}. */
    public byte[] toCustomer() {
        return conversation().samples(Conversation.AGENT, 0, (int) length.toMillis());
    }

    Conversation conversation() {
        return new Conversation(contactId);
    }

    Duration fragmentLength() {
        return fragmentLength;
    }

    boolean isDeclaredAsAac() {
        return declaredAsAac;
    }

    /** In the order of the fragment. */
    Map<String, String> tags() {
        return tags;
    }

    /** Options of a call. */
    public static final class Builder {
        private final String contactId;
        private String instanceId = "11111111-2222-3333-4444-555555555555";
        private String events = "none";
        private Duration length = Duration.ofMinutes(1);
        private Duration fragmentLength = Duration.ofSeconds(1);
        private boolean declaredAsAac;

        private Builder(String contactId) {
            this.contactId = contactId;
        }

        public Builder instanceId(String instanceId) {
            this.instanceId = instanceId;
            return this;
        }

        /** The value of the tag {@code Events}, of which AWS says nothing. */
        public Builder events(String events) {
            this.events = events;
            return this;
        }

        /** At least a millisecond, cut to whole ones. */
        public Builder length(Duration length) {
            this.length = length;
            return this;
        }

        /** At most 10 s; a call's last fragment may be shorter. */
        public Builder fragmentLength(Duration fragmentLength) {
            this.fragmentLength = fragmentLength;
            return this;
        }

        /**
         * Says AAC in the tracks, and no sampling rate, over the same PCM, as developers report of
         * real calls; readers must go by the tag {@code MimeType}. Off by default.
         */
        public Builder declaredAsAac(boolean declaredAsAac) {
            this.declaredAsAac = declaredAsAac;
            return this;
        }

        /** Checks the lengths. */
        public SyntheticCall build() {
            if (length.toMillis() < 1
                    || fragmentLength.toMillis() < 1
                    || fragmentLength.compareTo(LONGEST_FRAGMENT) > 0) {
                throw new IllegalArgumentException(
                        "A call cannot last "
                                + length
                                + " in fragments of "
                                + fragmentLength
                                + ": both at least 1 ms, a fragment at most 10 s");
            }
            return new SyntheticCall(this);
        }
    }
}
