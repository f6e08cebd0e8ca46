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

package io.github.flinkkvs.examples.quickstart;

import io.github.flinkkvs.media.model.MediaFragment;

import org.apache.flink.api.common.functions.RichMapFunction;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Appends each fragment to its camera's file and keeps the score.
 *
 * <p>A demonstration, not a sink to start from: files that are appended to are not exactly once
 * across a failure of the job. {@code FragmentIndexJob} shows a sink that is.
 */
public final class RecordCameras extends RichMapFunction<MediaFragment, MediaFragment> {

    private static final long serialVersionUID = 1L;

    private final String folder;
    private transient Map<String, CameraFile> files;

    /**
     * @param folder where the files are written
     */
    public RecordCameras(String folder) {
        this.folder = folder;
    }

    @Override
    public MediaFragment map(MediaFragment fragment) throws IOException {
        if (files == null) {
            files = new HashMap<>();
        }
        CameraFile file = files.get(fragment.streamName());
        if (file == null) {
            file = new CameraFile(Path.of(folder, fragment.streamName() + ".mkv"), fragment);
            files.put(fragment.streamName(), file);
        }
        file.append(fragment);
        Scoreboard.add(fragment);
        return fragment;
    }

    @Override
    public void close() throws Exception {
        if (files != null) {
            for (CameraFile file : files.values()) {
                file.close();
            }
        }
    }
}
