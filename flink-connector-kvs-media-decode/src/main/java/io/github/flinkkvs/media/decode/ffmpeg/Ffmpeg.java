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

package io.github.flinkkvs.media.decode.ffmpeg;

import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.javacpp.Loader;

import static java.nio.charset.StandardCharsets.UTF_8;

/** FFmpeg's libraries of this machine's platform: loads them once, and reads their errors. */
public final class Ffmpeg {

    private static final int MAX_MESSAGE_BYTES = 256;

    private Ffmpeg() {}

    /**
     * Loads the libraries, the first time by unpacking them from their jar, and silences their log,
     * which would go to the process's error stream.
     *
     * @throws IllegalStateException if there are none for this platform, or they cannot be loaded
     */
    public static void load() {
        try {
            Loaded.check();
        } catch (LinkageError e) {
            throw new IllegalStateException(
                    ("Cannot load FFmpeg for %s. Add org.bytedeco:ffmpeg and org.bytedeco:javacpp,"
                                    + " each with the classifier %s too, to the job's jar or to Flink's lib"
                                    + " folder. They are unpacked to the folder that the system property"
                                    + " org.bytedeco.javacpp.cachedir names, else below the user's home: it"
                                    + " must be writable.")
                            .formatted(Loader.getPlatform(), Loader.getPlatform()),
                    e);
        }
    }

    static void check(int result) throws FfmpegException {
        if (result < 0) {
            throw new FfmpegException(message(result));
        }
    }

    static <T> T checkAllocated(T pointer) throws FfmpegException {
        if (pointer == null) {
            throw new FfmpegException("FFmpeg could not allocate memory");
        }
        return pointer;
    }

    private static String message(int error) {
        byte[] text = new byte[MAX_MESSAGE_BYTES];
        avutil.av_strerror(error, text, text.length);
        int length = 0;
        while (length < text.length && text[length] != 0) {
            length++;
        }
        return new String(text, 0, length, UTF_8);
    }

    /** Loads in its initializer, so that it happens once. */
    private static final class Loaded {

        static {
            Loader.load(avutil.class);
            Loader.load(avcodec.class);
            Loader.load(swscale.class);
            avutil.av_log_set_level(avutil.AV_LOG_QUIET);
        }

        static void check() {}
    }
}
