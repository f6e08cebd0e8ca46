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

package io.github.flinkkvs.emulator.limits;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * A limit of the service, with what the service allows unless an account was given more.
 *
 * <p>Source of the numbers: <a
 * href="https://docs.aws.amazon.com/kinesisvideostreams/latest/dg/limits.html">Amazon Kinesis Video
 * Streams service quotas</a>.
 */
public enum Limit {
    STREAMS(10_000),

    CREATE_STREAM_ACCOUNT_CALLS(Kind.ACCOUNT_CALLS, Operation.CREATE_STREAM, 50),
    DELETE_STREAM_ACCOUNT_CALLS(Kind.ACCOUNT_CALLS, Operation.DELETE_STREAM, 50),
    DELETE_STREAM_CALLS(Kind.STREAM_CALLS, Operation.DELETE_STREAM, 5),
    DESCRIBE_STREAM_ACCOUNT_CALLS(Kind.ACCOUNT_CALLS, Operation.DESCRIBE_STREAM, 300),
    DESCRIBE_STREAM_CALLS(Kind.STREAM_CALLS, Operation.DESCRIBE_STREAM, 5),
    LIST_STREAMS_ACCOUNT_CALLS(Kind.ACCOUNT_CALLS, Operation.LIST_STREAMS, 50),
    UPDATE_DATA_RETENTION_ACCOUNT_CALLS(Kind.ACCOUNT_CALLS, Operation.UPDATE_DATA_RETENTION, 50),
    UPDATE_DATA_RETENTION_CALLS(Kind.STREAM_CALLS, Operation.UPDATE_DATA_RETENTION, 5),
    TAG_STREAM_ACCOUNT_CALLS(Kind.ACCOUNT_CALLS, Operation.TAG_STREAM, 50),
    TAG_STREAM_CALLS(Kind.STREAM_CALLS, Operation.TAG_STREAM, 5),
    UNTAG_STREAM_ACCOUNT_CALLS(Kind.ACCOUNT_CALLS, Operation.UNTAG_STREAM, 50),
    UNTAG_STREAM_CALLS(Kind.STREAM_CALLS, Operation.UNTAG_STREAM, 5),
    LIST_TAGS_FOR_STREAM_ACCOUNT_CALLS(Kind.ACCOUNT_CALLS, Operation.LIST_TAGS_FOR_STREAM, 50),
    LIST_TAGS_FOR_STREAM_CALLS(Kind.STREAM_CALLS, Operation.LIST_TAGS_FOR_STREAM, 5),
    GET_DATA_ENDPOINT_ACCOUNT_CALLS(Kind.ACCOUNT_CALLS, Operation.GET_DATA_ENDPOINT, 300),
    GET_DATA_ENDPOINT_CALLS(Kind.STREAM_CALLS, Operation.GET_DATA_ENDPOINT, 5),

    PUT_MEDIA_CALLS(Kind.STREAM_CALLS, Operation.PUT_MEDIA, 5),
    PUT_MEDIA_CONNECTIONS(Kind.CONNECTIONS, Operation.PUT_MEDIA, 1),
    PUT_MEDIA_BYTES(Kind.BYTES, Operation.PUT_MEDIA, 12_500_000),
    GET_MEDIA_CALLS(Kind.STREAM_CALLS, Operation.GET_MEDIA, 5),
    GET_MEDIA_CONNECTIONS(Kind.CONNECTIONS, Operation.GET_MEDIA, 3),
    GET_MEDIA_BYTES(Kind.BYTES, Operation.GET_MEDIA, 25_000_000),
    LIST_FRAGMENTS_CALLS(Kind.STREAM_CALLS, Operation.LIST_FRAGMENTS, 5),
    GET_MEDIA_FOR_FRAGMENT_LIST_CALLS(Kind.STREAM_CALLS, Operation.GET_MEDIA_FOR_FRAGMENT_LIST, 5),
    GET_MEDIA_FOR_FRAGMENT_LIST_CONNECTIONS(
            Kind.CONNECTIONS, Operation.GET_MEDIA_FOR_FRAGMENT_LIST, 5),
    GET_MEDIA_FOR_FRAGMENT_LIST_BYTES(
            Kind.BYTES, Operation.GET_MEDIA_FOR_FRAGMENT_LIST, 25_000_000);

    /** What a limit counts. */
    enum Kind {
        STREAMS("streams", "streams of the account"),
        ACCOUNT_CALLS("-account-calls", "calls a second of the account"),
        STREAM_CALLS("-calls", "calls a second and stream"),
        CONNECTIONS("-connections", "connections at a time and stream"),
        BYTES("-bytes", "bytes a second and session");

        private final String suffix;
        private final String counts;

        Kind(String suffix, String counts) {
            this.suffix = suffix;
            this.counts = counts;
        }
    }

    private static final Map<Kind, Map<Operation, Limit>> OF_OPERATIONS = new EnumMap<>(Kind.class);

    static {
        for (Limit limit : values()) {
            if (limit.operation != null) {
                OF_OPERATIONS
                        .computeIfAbsent(limit.kind, k -> new EnumMap<>(Operation.class))
                        .put(limit.operation, limit);
            }
        }
    }

    private final Kind kind;

    /** Null for what no single operation uses up. */
    private final Operation operation;

    private final String optionName;
    private final long serviceValue;

    Limit(long serviceValue) {
        this.kind = Kind.STREAMS;
        this.operation = null;
        this.optionName = kind.suffix;
        this.serviceValue = serviceValue;
    }

    Limit(Kind kind, Operation operation, long serviceValue) {
        this.kind = kind;
        this.operation = operation;
        this.optionName = operation.optionName() + kind.suffix;
        this.serviceValue = serviceValue;
    }

    /** The name on a command line, such as {@code get-media-connections}. */
    public String optionName() {
        return optionName;
    }

    /** What the number counts, such as {@code calls a second and stream}. */
    public String counts() {
        return kind.counts;
    }

    /** What the service allows by its documents; at least 1. */
    public long serviceValue() {
        return serviceValue;
    }

    /** The limit of a kind that an operation has, if it has one. */
    static Optional<Limit> of(Kind kind, Operation operation) {
        return Optional.ofNullable(OF_OPERATIONS.get(kind).get(operation));
    }

    /** The limit of a name as {@link #optionName} gives it. */
    public static Optional<Limit> named(String optionName) {
        return Arrays.stream(values()).filter(l -> l.optionName.equals(optionName)).findFirst();
    }
}
