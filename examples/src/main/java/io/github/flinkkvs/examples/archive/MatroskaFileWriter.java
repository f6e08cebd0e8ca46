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

package io.github.flinkkvs.examples.archive;

import io.github.flinkkvs.media.file.MatroskaMerger;
import io.github.flinkkvs.media.model.MediaFragment;

import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.core.fs.FSDataOutputStream;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** A file of Flink's sink: fragments of equal tracks, one behind the other in one document. */
final class MatroskaFileWriter implements BulkWriter<MediaFragment> {

    private final OutputStream out;
    private final MatroskaMerger merger;

    MatroskaFileWriter(FSDataOutputStream file) {
        // Not closed: the file is the sink's, which commits it with the checkpoint.
        this.out = new BufferedOutputStream(file);
        this.merger = new MatroskaMerger(out);
    }

    @Override
    public void addElement(MediaFragment fragment) throws IOException {
        merger.append(fragment);
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    /** Nothing but what is in memory is missing to a file that the merger writes. */
    @Override
    public void finish() throws IOException {
        flush();
    }
}
