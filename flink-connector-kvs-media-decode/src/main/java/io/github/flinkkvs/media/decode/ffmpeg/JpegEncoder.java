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

import org.bytedeco.ffmpeg.avutil.AVFrame;

/** Makes JPEG files of pictures that a {@link PictureScaler} has made for it. */
public final class JpegEncoder implements AutoCloseable {

    private JpegContext context;

    /** Returns the whole file. */
    public byte[] encode(AVFrame picture) throws FfmpegException {
        if (context == null || !context.takes(picture)) {
            close();
            context = new JpegContext(picture.width(), picture.height());
        }
        return context.encode(picture);
    }

    @Override
    public void close() {
        if (context != null) {
            context.close();
            context = null;
        }
    }
}
