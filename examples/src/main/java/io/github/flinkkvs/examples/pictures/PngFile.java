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

package io.github.flinkkvs.examples.pictures;

import javax.imageio.ImageIO;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A picture that is written over and over, and is whole whenever it is looked at. */
public final class PngFile {

    private final Path file;
    private final Path unfinished;

    /**
     * @param file where the picture will be; its folder is created
     */
    public PngFile(Path file) throws IOException {
        this.file = file.toAbsolutePath();
        this.unfinished = this.file.resolveSibling("." + this.file.getFileName() + ".unfinished");
        Files.createDirectories(this.file.getParent());
    }

    /** Puts a picture in the place of the one before. */
    public void write(BufferedImage picture) throws IOException {
        ImageIO.write(picture, "png", unfinished.toFile());
        Files.move(
                unfinished,
                file,
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }
}
