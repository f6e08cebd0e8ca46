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

import io.github.flinkkvs.media.model.MediaFragment;

import org.apache.flink.api.common.serialization.SimpleStringEncoder;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.sink.filesystem.OutputFileConfig;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.BasePathBucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.OnCheckpointRollingPolicy;

/** Where the fragments go, and what is known of them. */
public final class ArchiveSinks {

    private ArchiveSinks() {}

    /**
     * Writes fragments to Matroska files below a folder, one for each stream, hour and checkpoint,
     * which appear when the checkpoint is complete.
     */
    public static void writeMedia(DataStream<MediaFragment> fragments, Path folder) {
        fragments
                .sinkTo(
                        FileSink.forBulkFormat(folder, MatroskaFileWriter::new)
                                .withBucketAssigner(new PartitionOfFragment())
                                .withOutputFileConfig(files("media", ".mkv"))
                                .build())
                .name("Matroska files")
                .uid("matroska-files");
    }

    /** Writes a line of JSON for each fragment, with the same checkpoints. */
    public static void writeIndex(DataStream<MediaFragment> fragments, Path folder) {
        fragments
                .map(new IndexLine())
                .name("Fragment to row of the index")
                .sinkTo(
                        FileSink.forRowFormat(folder, new SimpleStringEncoder<String>("UTF-8"))
                                .withBucketAssigner(new BasePathBucketAssigner<>())
                                .withRollingPolicy(OnCheckpointRollingPolicy.build())
                                .withOutputFileConfig(files("index", ".jsonl"))
                                .build())
                .name("Index")
                .uid("index");
    }

    private static OutputFileConfig files(String prefix, String suffix) {
        return OutputFileConfig.builder().withPartPrefix(prefix).withPartSuffix(suffix).build();
    }
}
