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

package io.github.flinkkvs.emulator.admin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The files of the status page. */
enum StatusPage {
    PAGE("", "status.html", "text/html; charset=utf-8"),
    STYLE("status.css", "status.css", "text/css; charset=utf-8"),
    SCRIPT("status.js", "status.js", "text/javascript; charset=utf-8"),
    ICON("status.svg", "status.svg", "image/svg+xml");

    private final String path;
    private final String resource;
    private final String contentType;

    StatusPage(String path, String resource, String contentType) {
        this.path = path;
        this.resource = resource;
        this.contentType = contentType;
    }

    /** Below the endpoint's root. */
    String path() {
        return path;
    }

    Answer answer() {
        try (InputStream file = StatusPage.class.getResourceAsStream(resource)) {
            return Answer.of(contentType, file.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
