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

import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;

import java.net.URI;
import java.util.Arrays;
import java.util.Optional;

/** What the emulator can do, by the path that asks for it. */
enum Operation {
    CREATE_STREAM("CreateStream", "/createStream", Endpoint.CONTROL),
    DELETE_STREAM("DeleteStream", "/deleteStream", Endpoint.CONTROL),
    DESCRIBE_STREAM("DescribeStream", "/describeStream", Endpoint.CONTROL),
    LIST_STREAMS("ListStreams", "/listStreams", Endpoint.CONTROL),
    UPDATE_DATA_RETENTION("UpdateDataRetention", "/updateDataRetention", Endpoint.CONTROL),
    TAG_STREAM("TagStream", "/tagStream", Endpoint.CONTROL),
    UNTAG_STREAM("UntagStream", "/untagStream", Endpoint.CONTROL),
    LIST_TAGS_FOR_STREAM("ListTagsForStream", "/listTagsForStream", Endpoint.CONTROL),
    GET_DATA_ENDPOINT("GetDataEndpoint", "/getDataEndpoint", Endpoint.CONTROL),
    PUT_MEDIA("PutMedia", "/putMedia", Endpoint.PUT_MEDIA),
    GET_MEDIA("GetMedia", "/getMedia", Endpoint.GET_MEDIA),
    LIST_FRAGMENTS("ListFragments", "/listFragments", Endpoint.LIST_FRAGMENTS),
    GET_MEDIA_FOR_FRAGMENT_LIST(
            "GetMediaForFragmentList",
            "/getMediaForFragmentList",
            Endpoint.GET_MEDIA_FOR_FRAGMENT_LIST);

    private final String wireName;
    private final String path;
    private final Endpoint endpoint;

    Operation(String wireName, String path, Endpoint endpoint) {
        this.wireName = wireName;
        this.path = path;
        this.endpoint = endpoint;
    }

    /** What a request asks for; nothing if that is no operation of the emulator. */
    static Optional<Operation> of(HttpRequest request) {
        if (!request.method().equals(HttpMethod.POST)) {
            return Optional.empty();
        }
        String path = pathOf(request);
        return Arrays.stream(values()).filter(o -> o.path.equals(path)).findFirst();
    }

    /** The path of a target in either form; SDK v1's PutMedia sends the absolute one. */
    static String pathOf(HttpRequest request) {
        try {
            return Optional.ofNullable(URI.create(request.uri()).getRawPath()).orElse("");
        } catch (IllegalArgumentException e) {
            return request.uri();
        }
    }

    /** Whether the answer is a stream of media rather than JSON. */
    boolean answersMedia() {
        return this == GET_MEDIA || this == GET_MEDIA_FOR_FRAGMENT_LIST;
    }

    String wireName() {
        return wireName;
    }

    Endpoint endpoint() {
        return endpoint;
    }
}
