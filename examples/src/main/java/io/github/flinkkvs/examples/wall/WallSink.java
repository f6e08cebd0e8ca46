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

import io.github.flinkkvs.media.decode.DecodedFrame;

import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;

/**
 * Shows pictures in a page, at once, and on a contact sheet, with each checkpoint. Runs with
 * parallelism 1.
 *
 * <p>What it shows is no state: after a restart each camera appears with its next picture.
 */
public final class WallSink implements Sink<DecodedFrame> {

    private static final long serialVersionUID = 1L;

    private final String sheet;
    private final int port;

    /**
     * @param sheet the contact sheet's file
     * @param port the page's port
     */
    public WallSink(String sheet, int port) {
        this.sheet = sheet;
        this.port = port;
    }

    @Override
    public SinkWriter<DecodedFrame> createWriter(WriterInitContext context) throws IOException {
        return new WallWriter(new Wall(Clock.systemUTC()), Path.of(sheet), port);
    }
}
