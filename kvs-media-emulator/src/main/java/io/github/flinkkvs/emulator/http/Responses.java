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

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The heads and whole answers of the service, header by header. */
final class Responses {
    private static final String ERROR_TYPE = "x-amzn-ErrorType";
    private static final String REQUEST_ID = "x-amzn-RequestId";
    private static final String ERROR_TYPE_SUFFIX =
            ":https://kinesisvideo.amazonaws.com/doc/2017-09-30/";

    /** Java's own writes the days below ten with one digit, which HTTP does not allow. */
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private static final String NO_OPERATION =
            "<AccessDeniedException>\n"
                    + "  <Message>Unable to determine service/operation name to be authorized"
                    + "</Message>\n"
                    + "</AccessDeniedException>\n";

    private Responses() {}

    static FullHttpResponse json(String body, String requestId, Instant now) {
        return whole(200, "application/json", body, requestId, now);
    }

    static FullHttpResponse error(ServiceException error, String requestId, Instant now) {
        FullHttpResponse response =
                switch (error.body()) {
                    case JSON -> jsonError(error, requestId, now);
                    case XML -> whole(error, "application/xml", xml(error), requestId, now);
                    case HTML -> whole(error, "text/html", html(error), requestId, now);
                    case EMPTY -> whole(error, "text/plain", "", requestId, now);
                };
        response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        return response;
    }

    private static FullHttpResponse jsonError(
            ServiceException error, String requestId, Instant now) {
        String body =
                JsonNodeFactory.instance
                        .objectNode()
                        .put(error.messageMember(), error.getMessage())
                        .toString();
        FullHttpResponse response = whole(error, "application/json", body, requestId, now);
        response.headers().set(ERROR_TYPE, error.name() + ERROR_TYPE_SUFFIX);
        return response;
    }

    private static String xml(ServiceException error) {
        String message = escaped(error.getMessage());
        return "<%1$s>\n  <Message>%2$s</Message>\n</%1$s>\n".formatted(error.name(), message);
    }

    private static String html(ServiceException error) {
        return "<html><body><h1>%s</h1></body></html>\n".formatted(escaped(error.getMessage()));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** What the real service says, in XML, when a path is none of the host's operations. */
    static FullHttpResponse unknownOperation(String requestId, Instant now) {
        return whole(403, "application/xml", NO_OPERATION, requestId, now);
    }

    static HttpResponse mediaHead(String requestId, Instant now) {
        return streamHead("video/webm", requestId, now);
    }

    /** AWS clients take the answer to PutMedia for one only if it is chunked. */
    static HttpResponse acksHead(String requestId, Instant now) {
        return streamHead("application/json", requestId, now);
    }

    private static HttpResponse streamHead(String contentType, String requestId, Instant now) {
        HttpResponse response =
                new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        common(response.headers(), contentType, requestId, now)
                .set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        return response;
    }

    private static FullHttpResponse whole(
            ServiceException error,
            String contentType,
            String body,
            String requestId,
            Instant now) {
        return whole(error.status(), contentType, body, requestId, now);
    }

    private static FullHttpResponse whole(
            int status, String contentType, String body, String requestId, Instant now) {
        FullHttpResponse response =
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1,
                        HttpResponseStatus.valueOf(status),
                        Unpooled.wrappedBuffer(body.getBytes(StandardCharsets.UTF_8)));
        common(response.headers(), contentType, requestId, now)
                .set(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes());
        return response;
    }

    private static HttpHeaders common(
            HttpHeaders headers, String contentType, String requestId, Instant now) {
        return headers.set(REQUEST_ID, requestId)
                .set(HttpHeaderNames.CONTENT_TYPE, contentType)
                .set(HttpHeaderNames.DATE, DATE.format(now));
    }
}
