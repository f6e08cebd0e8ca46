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

package io.github.flinkkvs.emulator.admin;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.NetUtil;

import java.net.InetSocketAddress;

/**
 * Keeps out what web pages of other sites send through the browser of whoever runs the emulator.
 *
 * <p>What changes something must be JSON, which a browser asks leave for first and never gets; the
 * origin, where a browser tells it, must be the page's own; and the host must be one that no site
 * can have bent to this machine by DNS. Where the emulator listens for other machines on purpose,
 * it cannot know its names, and takes any.
 */
final class Guard {
    private Guard() {}

    /**
     * Throws if the request is not to be served.
     *
     * @param bound where the emulator listens
     */
    static void check(HttpRequest request, InetSocketAddress bound) {
        HttpHeaders headers = request.headers();
        String host = headers.get(HttpHeaderNames.HOST, "");
        if (bound.getAddress().isLoopbackAddress() && !isOfThisMachine(host)) {
            throw new AdminException(
                    403,
                    "The host '" + host + "' is not this machine: use localhost or an IP address");
        }
        String origin = headers.get(HttpHeaderNames.ORIGIN);
        if (origin != null && !origin.replaceFirst("^https?://", "").equalsIgnoreCase(host)) {
            throw new AdminException(403, "Pages of " + origin + " must not use this endpoint");
        }
        if (isOfOtherSite(request)) {
            throw new AdminException(403, "Pages of other sites must not use this endpoint");
        }
        boolean reads = request.method().equals(HttpMethod.GET);
        boolean removes = request.method().equals(HttpMethod.DELETE);
        String type = headers.get(HttpHeaderNames.CONTENT_TYPE, removes ? "application/json" : "");
        if (!reads && !type.replaceFirst("\\s*;.*", "").equalsIgnoreCase("application/json")) {
            throw new AdminException(415, "Send the header Content-Type: application/json");
        }
    }

    /** Newer browsers say it themselves; a link to the page is all right. */
    private static boolean isOfOtherSite(HttpRequest request) {
        String site = request.headers().get("Sec-Fetch-Site", "none");
        boolean link =
                request.method().equals(HttpMethod.GET)
                        && request.headers().get("Sec-Fetch-Mode", "").equals("navigate");
        return !site.equals("none") && !site.equals("same-origin") && !link;
    }

    private static boolean isOfThisMachine(String host) {
        String name = host.replaceFirst(":\\d*$", "");
        boolean quoted = name.startsWith("[") && name.endsWith("]");
        return quoted
                ? NetUtil.isValidIpV6Address(name.substring(1, name.length() - 1))
                : NetUtil.isValidIpV4Address(name)
                        || name.equalsIgnoreCase("localhost")
                        || name.toLowerCase(java.util.Locale.ROOT).endsWith(".localhost");
    }
}
