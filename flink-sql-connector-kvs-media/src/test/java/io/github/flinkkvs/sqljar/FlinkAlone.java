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

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A class loader with the jars that a Flink distribution has, {@link SqlScript} and the JDK. What
 * the test's own class path holds beside them, libraries of AWS among it, is not seen from there.
 */
final class FlinkAlone implements AutoCloseable {

    private final URLClassLoader loader;

    FlinkAlone() throws IOException {
        List<URL> path = new ArrayList<>();
        // The build lists Flink and its libraries.
        String flink = Files.readString(Path.of(System.getProperty("flink.classpath"))).strip();
        for (String jar : flink.split(File.pathSeparator, -1)) {
            path.add(url(Path.of(jar)));
        }
        path.add(SqlScript.class.getProtectionDomain().getCodeSource().getLocation());
        loader = new URLClassLoader(path.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    static URL url(Path jar) throws MalformedURLException {
        return jar.toUri().toURL();
    }

    ClassLoader loader() {
        return loader;
    }

    /** Runs the statements as {@link SqlScript} does. */
    @SuppressWarnings("unchecked")
    List<String> run(List<String> statements) throws ReflectiveOperationException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            Object script =
                    loader.loadClass(SqlScript.class.getName()).getConstructor().newInstance();
            return ((Function<List<String>, List<String>>) script).apply(statements);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }
}
