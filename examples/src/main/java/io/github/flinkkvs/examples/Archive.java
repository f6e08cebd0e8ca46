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

package io.github.flinkkvs.examples;

import io.github.flinkkvs.examples.archive.ArchiveSinks;
import io.github.flinkkvs.examples.archive.EmulatedCameras;
import io.github.flinkkvs.media.model.MediaFragment;
import io.github.flinkkvs.media.source.KvsMediaSource;
import io.github.flinkkvs.media.source.deserializer.KvsMediaDeserializationSchema;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

import java.time.Duration;

/**
 * Streams as playable files in folders of stream, day and hour, with an index of the fragments to
 * query with SQL; each fragment exactly once.
 *
 * <p>Without arguments it archives two emulated cameras, and compares the index with what they
 * filmed.
 */
public final class Archive {

    private Archive() {}

    /** Runs the job; see {@link ArchiveArguments} for the arguments. */
    public static void main(String[] args) throws Exception {
        ArchiveArguments arguments = new ArchiveArguments();
        if (!WrongArgumentsException.parse(arguments, args)) {
            return;
        }
        if (arguments.streams == null) {
            archiveEmulatedCameras(arguments);
        } else {
            archive(arguments);
        }
    }

    private static void archiveEmulatedCameras(ArchiveArguments arguments) throws Exception {
        Duration length = Duration.ofSeconds(arguments.seconds);
        try (EmulatedCameras cameras = EmulatedCameras.filmFor(length)) {
            arguments.streams = cameras.streams();
            arguments.job.endpoint = cameras.endpoint();
            arguments.job.region = cameras.region();
            arguments.job.stop = cameras.stop();
            System.out.printf(
                    "Service emulated at %s. Two cameras film for %d s.%n",
                    cameras.endpoint(), arguments.seconds);
            archive(arguments);
            System.out.println(cameras.verdict(arguments.output));
        }
    }

    private static void archive(ArchiveArguments arguments) throws Exception {
        StreamExecutionEnvironment env = arguments.job.environment();
        write(
                env.fromSource(source(arguments), WatermarkStrategy.noWatermarks(), "Streams")
                        .uid("streams"),
                arguments.output);
        env.execute("Archive of " + String.join(", ", arguments.streams));
    }

    static KvsMediaSource<MediaFragment> source(ArchiveArguments arguments) {
        return arguments
                .job
                .applyTo(KvsMediaSource.<MediaFragment>builder())
                .setStreams(arguments.streams)
                .setDeserializer(KvsMediaDeserializationSchema.fragments())
                .build();
    }

    static void write(DataStream<MediaFragment> fragments, String folder) {
        ArchiveSinks.writeMedia(fragments, new Path(folder, "media"));
        ArchiveSinks.writeIndex(fragments, new Path(folder, "index"));
    }
}
