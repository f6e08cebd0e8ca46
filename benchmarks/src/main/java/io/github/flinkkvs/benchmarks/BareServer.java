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
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Scanner;

/**
 * What the loopback interface can carry at best: writes memory to whoever connects, for as long as
 * they read, with or without HTTP's chunk framing. In a process of its own, as the emulator is.
 */
final class BareServer {
    private static final int SLICE = 128 * 1024;
    private static final ByteBuffer SIZE = ascii(Integer.toHexString(SLICE) + "\r\n");
    private static final ByteBuffer END = ascii("\r\n");

    private BareServer() {}

    /** Takes how many bytes to walk through, and whether to frame them. */
    public static void main(String[] args) throws IOException {
        ByteBuffer memory = ByteBuffer.allocateDirect(Integer.parseInt(args[0]));
        boolean chunked = Boolean.parseBoolean(args[1]);
        try (ServerSocketChannel server = ServerSocketChannel.open();
                Scanner questions = new Scanner(System.in, StandardCharsets.UTF_8)) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            Thread sender = new Thread(() -> serve(server, memory, chunked), "sender");
            sender.setDaemon(true);
            sender.start();
            while (questions.hasNextLine()) {
                questions.nextLine();
                System.out.println(server.socket().getLocalPort());
            }
        }
    }

    private static void serve(ServerSocketChannel server, ByteBuffer memory, boolean chunked) {
        while (server.isOpen()) {
            try (SocketChannel client = server.accept()) {
                while (true) {
                    for (int at = 0; at + SLICE <= memory.capacity(); at += SLICE) {
                        write(client, memory.slice(at, SLICE), chunked);
                    }
                }
            } catch (IOException e) {
                // The client has had enough, or the server is closed; the loop tells.
            }
        }
    }

    private static void write(SocketChannel client, ByteBuffer slice, boolean chunked)
            throws IOException {
        if (!chunked) {
            while (slice.hasRemaining()) {
                client.write(slice);
            }
            return;
        }
        ByteBuffer[] framed = {SIZE.duplicate(), slice, END.duplicate()};
        while (framed[2].hasRemaining()) {
            client.write(framed);
        }
    }

    private static ByteBuffer ascii(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }
}
