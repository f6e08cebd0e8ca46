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

package io.github.flinkkvs.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** Opens GetMedia sessions. */
final class GetMediaRequest {
    private GetMediaRequest() {}

    /**
     * A blocking channel on which the request has been sent and nothing was read.
     *
     * @param from a start selector that needs nothing more
     */
    static SocketChannel send(int port, String stream, String from) throws IOException {
        String json =
                "{\"StreamName\":\""
                        + stream
                        + "\",\"StartSelector\":{\"StartSelectorType\":\""
                        + from
                        + "\"}}";
        String request =
                "POST /getMedia HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
                        + json.length()
                        + "\r\n\r\n"
                        + json;
        SocketChannel channel =
                SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        ByteBuffer bytes = ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        return channel;
    }
}
