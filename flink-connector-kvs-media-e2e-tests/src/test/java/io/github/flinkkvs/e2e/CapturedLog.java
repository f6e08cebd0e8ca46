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

package io.github.flinkkvs.e2e;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.FileAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * All that is logged while a class of tests runs, in a file: the connector's own at DEBUG, the rest
 * at INFO.
 */
final class CapturedLog implements BeforeAllCallback, AfterAllCallback {

    private final Path file;

    CapturedLog() {
        try {
            file = Files.createTempFile("captured", ".log");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path file() {
        return file;
    }

    String text() throws IOException {
        return Files.readString(file);
    }

    @Override
    public void beforeAll(ExtensionContext test) {
        LoggerContext context = LoggerContext.getContext(false);
        Configuration configuration = context.getConfiguration();
        FileAppender appender =
                FileAppender.newBuilder()
                        .setName("captured")
                        .withFileName(file.toString())
                        .setLayout(PatternLayout.newBuilder().withPattern("%p %c %m%n%ex").build())
                        .build();
        appender.start();
        configuration.getLoggers().keySet().stream()
                .filter(name -> !name.isEmpty())
                .toList()
                .forEach(configuration::removeLogger);
        configuration.getRootLogger().getAppenders().keySet().stream()
                .toList()
                .forEach(configuration.getRootLogger()::removeAppender);
        configuration.getRootLogger().setLevel(Level.INFO);
        configuration.getRootLogger().addAppender(appender, null, null);
        configuration.addLogger(
                "io.github.flinkkvs.media",
                new LoggerConfig("io.github.flinkkvs.media", Level.DEBUG, true));
        context.updateLoggers();
    }

    /** Goes back to what the file says, and closes the appender. */
    @Override
    public void afterAll(ExtensionContext test) throws IOException {
        LoggerContext.getContext(false).reconfigure();
        Files.delete(file);
    }
}
