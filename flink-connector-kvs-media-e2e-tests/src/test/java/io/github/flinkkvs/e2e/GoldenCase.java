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

import io.github.flinkkvs.media.model.MediaFragment;
import io.github.flinkkvs.media.source.KvsMediaSource;
import io.github.flinkkvs.media.source.KvsMediaSourceBuilder;
import io.github.flinkkvs.media.source.deserializer.KvsMediaDeserializationSchema;
import io.github.flinkkvs.media.source.position.StartPosition;
import io.github.flinkkvs.media.source.position.StopPosition;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import static io.github.flinkkvs.e2e.GoldenStreams.CAMERA;
import static io.github.flinkkvs.e2e.GoldenStreams.NEW;
import static io.github.flinkkvs.e2e.GoldenStreams.OTHER_CAMERA;
import static io.github.flinkkvs.e2e.GoldenStreams.PREFIX;
import static io.github.flinkkvs.e2e.GoldenStreams.QUIET;

/** A job of which golden savepoints are kept. More may come; none changes or goes. */
enum GoldenCase {
    /** Streams by name, without end. */
    NAMED {
        @Override
        void select(KvsMediaSourceBuilder<MediaFragment> source) {
            source.setStreams(CAMERA, OTHER_CAMERA, QUIET)
                    .setStartPosition(QUIET, StartPosition.now());
        }

        @Override
        List<String> streamsAtRestore() {
            return List.of(CAMERA, OTHER_CAMERA, QUIET);
        }
    },

    /** What was there when the job started. */
    BOUNDED {
        @Override
        void select(KvsMediaSourceBuilder<MediaFragment> source) {
            source.setStreams(CAMERA, OTHER_CAMERA).setStopPosition(StopPosition.now());
        }

        @Override
        List<String> streamsAtRestore() {
            return List.of(CAMERA, OTHER_CAMERA);
        }
    },

    /** Streams that are searched for. */
    DISCOVERED {
        @Override
        void select(KvsMediaSourceBuilder<MediaFragment> source) {
            source.setStreamNamePrefix(PREFIX).setStartPosition(QUIET, StartPosition.now());
        }

        @Override
        List<String> streamsAtRestore() {
            return List.of(CAMERA, OTHER_CAMERA, QUIET, NEW);
        }
    };

    abstract void select(KvsMediaSourceBuilder<MediaFragment> source);

    /** The streams that are read once the job is restored. */
    abstract List<String> streamsAtRestore();

    KvsMediaSource<MediaFragment> source(GoldenStreams streams) {
        KvsMediaSourceBuilder<MediaFragment> source =
                KvsMediaSource.<MediaFragment>builder()
                        .setEndpoint(streams.emulator().endpoint().toString())
                        .setRegion(streams.emulator().region())
                        .setStartPosition(StartPosition.earliest())
                        .setDeserializer(KvsMediaDeserializationSchema.fragments());
        select(source);
        return source.build();
    }

    /** Where its savepoint lies among those of one version. */
    Path folder(Path ofVersion) {
        return ofVersion.resolve(name().toLowerCase(Locale.ROOT));
    }
}
