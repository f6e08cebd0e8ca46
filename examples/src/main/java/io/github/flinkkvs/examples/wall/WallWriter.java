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

package io.github.flinkkvs.examples.wall;

import io.github.flinkkvs.examples.pictures.PngFile;
import io.github.flinkkvs.media.decode.DecodedFrame;

import org.apache.flink.api.connector.sink2.SinkWriter;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Hangs pictures on the wall. Task thread. */
final class WallWriter implements SinkWriter<DecodedFrame> {

    private final Wall wall;
    private final PngFile sheet;
    private final WallPage page;

    WallWriter(Wall wall, Path sheet, int port) throws IOException {
        this.wall = wall;
        this.sheet = new PngFile(sheet);
        this.page = new WallPage(wall, port);
    }

    @Override
    public void write(DecodedFrame frame, Context context) {
        wall.show(frame);
    }

    /** Called with each checkpoint. */
    @Override
    public void flush(boolean endOfInput) throws IOException {
        List<CameraView> cameras = wall.cameras();
        if (!cameras.isEmpty()) {
            sheet.write(ContactSheet.draw(cameras, wall.now()));
        }
    }

    @Override
    public void close() {
        page.close();
    }
}
