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

package io.github.flinkkvs.examples.call;

import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * Writes a call as a WAV file. Its name follows from the call alone, and it appears whole: a call
 * that is written again after a failure has the same file with the same bytes.
 */
final class WaveFile {

    private static final int HEADER_BYTES = 44;
    private static final int BYTES_AHEAD_OF_SIZE = 8;
    private static final int FORMAT_BYTES = 16;
    private static final short PCM = 1;
    private static final long UNSIGNED_INT = 0xFFFFFFFFL;
    private static final DateTimeFormatter BEGIN =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

    private WaveFile() {}

    /** Returns where it is. */
    static String write(String folder, OpenCall call, Pieces pieces) throws IOException {
        Path file = new Path(folder, name(call));
        Path hidden = new Path(folder, "." + UUID.randomUUID() + ".part");
        FileSystem files = file.getFileSystem();
        try (FSDataOutputStream out = files.create(hidden, FileSystem.WriteMode.NO_OVERWRITE)) {
            out.write(header(call));
            for (int i = 0; i < call.pieces(); i++) {
                out.write(pieces.get(i));
            }
        }
        // Not every file system replaces a file, as a local one does.
        if (!files.rename(hidden, file)
                && !(files.delete(file, false) && files.rename(hidden, file))) {
            throw new IOException("Cannot rename " + hidden + " to " + file);
        }
        return file.toString();
    }

    /** Tags and track names come from the stream: nothing of them is taken for a path. */
    private static String name(OpenCall call) {
        String contact = call.contactId().isEmpty() ? "no-contact" : call.contactId();
        return (contact + "_" + call.channel()).replaceAll("[^A-Za-z0-9_-]", "-")
                + "_"
                + BEGIN.format(call.begin())
                + ".wav";
    }

    private static byte[] header(OpenCall call) {
        long length = Math.multiplyExact(call.instants(), call.bytesPerInstant());
        return ByteBuffer.allocate(HEADER_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(US_ASCII))
                .putInt(unsigned(length + HEADER_BYTES - BYTES_AHEAD_OF_SIZE))
                .put("WAVEfmt ".getBytes(US_ASCII))
                .putInt(FORMAT_BYTES)
                .putShort(PCM)
                .putShort((short) call.voices())
                .putInt(call.hertz())
                .putInt(call.hertz() * call.bytesPerInstant())
                .putShort((short) call.bytesPerInstant())
                .putShort((short) Short.SIZE)
                .put("data".getBytes(US_ASCII))
                .putInt(unsigned(length))
                .array();
    }

    /** Where a length does not fit, the greatest one says: up to the file's end. */
    private static int unsigned(long length) {
        return (int) Math.min(length, UNSIGNED_INT);
    }

    /** The sound, piece by piece. */
    interface Pieces {
        byte[] get(int index) throws IOException;
    }
}
