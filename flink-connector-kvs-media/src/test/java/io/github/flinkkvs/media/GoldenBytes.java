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

package io.github.flinkkvs.media;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Bytes that a released version wrote, kept as {@code golden/NAME.hex}: hexadecimal digits with any
 * white space, and comments from a number sign to the end of the line.
 *
 * <p>A golden file is never changed: the bytes are in somebody's savepoint.
 */
public final class GoldenBytes {

    private GoldenBytes() {}

    public static byte[] of(String name) throws IOException {
        String resource = "/golden/" + name + ".hex";
        try (InputStream in = GoldenBytes.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("No golden bytes: " + resource);
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return HexFormat.of().parseHex(text.replaceAll("#.*|\\s", ""));
        }
    }
}
