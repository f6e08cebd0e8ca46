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

package io.github.flinkkvs.sqljar;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The jar under test, as the build has just packaged it. */
final class ShadedJar {

    static final String PREFIX = "io/github/flinkkvs/shaded/";

    /** The build says where it is, since only the build knows the version. */
    static final Path PATH = Path.of(System.getProperty("sql.jar"));

    private ShadedJar() {}

    /** The paths of all files in it; of a path that is there twice, both. */
    static List<String> files() {
        return files(PATH);
    }

    static List<String> files(Path jar) {
        try (JarFile opened = new JarFile(jar.toFile())) {
            return opened.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(ZipEntry::getName)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> services() {
        return files().stream().filter(file -> file.startsWith("META-INF/services/")).toList();
    }

    /** The classes that a service file names. */
    static List<String> providers(String serviceFile) {
        return text(serviceFile)
                .lines()
                .map(line -> line.replaceFirst("#.*", "").strip())
                .filter(line -> !line.isEmpty())
                .toList();
    }

    static Manifest manifest() throws IOException {
        try (JarFile jar = new JarFile(PATH.toFile())) {
            return jar.getManifest();
        }
    }

    static String text(String file) {
        return new String(bytes(file), UTF_8);
    }

    static byte[] bytes(String file) {
        try (JarFile jar = new JarFile(PATH.toFile());
                InputStream in = jar.getInputStream(jar.getEntry(file))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
