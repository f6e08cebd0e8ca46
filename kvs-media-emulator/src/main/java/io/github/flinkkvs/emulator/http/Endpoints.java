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

import io.github.flinkkvs.emulator.limits.Operation;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.NetUtil;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Where each endpoint listens. Filled by the server as it starts, read by its loops. */
final class Endpoints {
    private static final String HOST_NAME = "[A-Za-z0-9._-]*|\\[[0-9A-Fa-f:.]+]";

    private final Map<Endpoint, InetSocketAddress> addresses = new ConcurrentHashMap<>();
    private final boolean single;
    private final String scheme;

    /**
     * No endpoint yet.
     *
     * @param single whether one port serves everything
     * @param scheme of their URIs
     */
    Endpoints(boolean single, String scheme) {
        this.single = single;
        this.scheme = scheme;
    }

    void listening(Endpoint endpoint, InetSocketAddress address) {
        addresses.put(endpoint, address);
    }

    boolean serves(Endpoint here, Operation operation) {
        return single || Route.endpointOf(operation) == here;
    }

    /** The endpoint as programs on this machine reach it. */
    URI local(Endpoint endpoint) {
        InetSocketAddress address = address(endpoint);
        InetAddress host =
                address.getAddress().isAnyLocalAddress()
                        ? InetAddress.getLoopbackAddress()
                        : address.getAddress();
        String text = NetUtil.toAddressString(host);
        String quoted = host instanceof Inet6Address ? "[" + text + "]" : text;
        return URI.create(scheme + "://" + quoted + ":" + address.getPort());
    }

    /**
     * The endpoints as a client reaches them: under the host name that it used itself, as the
     * emulator cannot know how a container or another machine calls it. On loopback it knows.
     */
    Function<Endpoint, URI> asSeenBy(HttpRequest request) {
        String host = request.headers().get(HttpHeaderNames.HOST, "");
        String name = host.replaceFirst(":\\d*$", "");
        if (!name.matches(HOST_NAME)) {
            throw ServiceException.invalidArgument("The Host header names no host: " + host);
        }
        return endpoint -> {
            InetSocketAddress address = address(endpoint);
            boolean known = name.isEmpty() || address.getAddress().isLoopbackAddress();
            return known
                    ? local(endpoint)
                    : URI.create(scheme + "://" + name + ":" + address.getPort());
        };
    }

    private InetSocketAddress address(Endpoint endpoint) {
        return addresses.get(single ? Endpoint.CONTROL : endpoint);
    }
}
